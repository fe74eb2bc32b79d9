"""The message index: one stream of tokens, FTS5 on SQLite, a tsvector with GIN on PostgreSQL."""

from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from walletdesk.conversations.searching import Indexed, MessageIndex, Place
from walletdesk.platform.db import Database, Text, Transaction, Whole, on_engine, statement, table
from walletdesk.platform.tokens import fts5_query, tokens, ts_query

DOCUMENT = table(
    "message_document",
    sa.Column("id", Whole, primary_key=True, autoincrement=True),
    sa.Column("conversation", Text, nullable=False),
    sa.Column("seq", Whole, nullable=False),
    sa.UniqueConstraint("conversation", "seq"),
)
# The index beside it is of a kind that only its engine knows, so it is written as plain DDL for each.
on_engine(
    "sqlite",
    "CREATE VIRTUAL TABLE IF NOT EXISTS message_index "
    "USING fts5(tokens, content='', tokenize='unicode61 remove_diacritics 0')",
)
on_engine(
    "postgresql",
    "CREATE TABLE IF NOT EXISTS message_index (id BIGINT PRIMARY KEY, tokens TSVECTOR NOT NULL)",
    "CREATE INDEX IF NOT EXISTS message_index_tokens ON message_index USING gin (tokens)",
)

_ROWS = sa.bindparam("rows", type_=Text)
# One statement for all of a batch, whatever its size; the numbers rise in the order of the batch
ADD = {
    "sqlite": statement(
        sa.text(
            "INSERT INTO message_document(conversation, seq) "
            "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:rows) "
            "WHERE true ORDER BY key "
            "ON CONFLICT DO NOTHING RETURNING id, conversation, seq"
        ).bindparams(_ROWS)
    ),
    "postgresql": statement(
        sa.text(
            "INSERT INTO message_document(conversation, seq) "
            "SELECT value ->> 0, (value ->> 1)\\:\\:bigint "
            "FROM json_array_elements((:rows)\\:\\:json) WITH ORDINALITY AS t(value, n) ORDER BY n "
            "ON CONFLICT DO NOTHING RETURNING id, conversation, seq"
        ).bindparams(_ROWS)
    ),
}
_ID, _TOKENS = sa.bindparam("id", type_=Whole), sa.bindparam("tokens", type_=Text)
_ASKED, _BEFORE = sa.bindparam("asked", type_=Text), sa.bindparam("before", type_=Whole)
_MOST = sa.bindparam("most", type_=Whole)
INDEX = {
    "sqlite": statement(
        sa.text("INSERT INTO message_index(rowid, tokens) VALUES (:id, :tokens)").bindparams(_ID, _TOKENS)
    ),
    "postgresql": statement(
        sa.text(
            "INSERT INTO message_index(id, tokens) VALUES (:id, to_tsvector('simple', :tokens))"
        ).bindparams(_ID, _TOKENS)
    ),
}
FIND = {
    "sqlite": statement(
        sa.text(
            "SELECT d.id, d.conversation, d.seq FROM message_document d JOIN ("
            "SELECT rowid FROM message_index WHERE message_index MATCH :asked AND rowid < :before "
            "ORDER BY rowid DESC LIMIT :most) f ON f.rowid = d.id ORDER BY d.id DESC"
        ).bindparams(_ASKED, _BEFORE, _MOST)
    ),
    "postgresql": statement(
        sa.text(
            "SELECT d.id, d.conversation, d.seq FROM message_document d JOIN message_index f ON f.id = d.id "
            "WHERE f.tokens @@ (:asked)\\:\\:tsquery AND f.id < :before ORDER BY f.id DESC LIMIT :most"
        ).bindparams(_ASKED, _BEFORE, _MOST)
    ),
}
# The number stays with its place: who indexes the message only now finds it done
PLACE = statement(
    sa.select(DOCUMENT.c.id).where(
        DOCUMENT.c.conversation == sa.bindparam("conversation"), DOCUMENT.c.seq == sa.bindparam("seq")
    )
)
FORGET = {
    "sqlite": statement(
        sa.text(
            "INSERT INTO message_index(message_index, rowid, tokens) VALUES ('delete', :id, :tokens)"
        ).bindparams(_ID, _TOKENS)
    ),
    "postgresql": statement(
        sa.text("DELETE FROM message_index WHERE id = :id AND :tokens IS NOT NULL").bindparams(_ID, _TOKENS)
    ),
}
QUERY = {"sqlite": fts5_query, "postgresql": ts_query}
MERGE = statement(
    sa.text("INSERT INTO message_index(message_index, rank) VALUES ('merge', :pages)").bindparams(
        sa.bindparam("pages", type_=Whole)
    )
)
CHANGES = statement(sa.text("SELECT total_changes()"))
MERGED_AT_ONCE = 64  # pages: a few milliseconds for which others wait
_END = 2**62
AT_ONCE = 500  # in one block, so that nobody else waits long for the writer
_encode = msgspec.json.encode


async def forget_words(tx: Transaction, conversation: str, seq: int, text: str) -> None:
    """What the message said is not found any more, nor put in later."""
    rows = _encode([(conversation, seq)]).decode()
    if await tx.all(ADD[tx.engine], rows=rows):
        return  # it was not in yet
    found = await tx.one(PLACE, conversation=conversation, seq=seq)
    if found and text:
        await tx.run(FORGET[tx.engine], id=found[0], tokens=tokens(text))


class SqlMessageIndex(MessageIndex):
    def __init__(self, db: Database) -> None:
        self._db = db

    async def add(self, messages: Sequence[Indexed]) -> None:
        for first in range(0, len(messages), AT_ONCE):
            await self._add(messages[first : first + AT_ONCE])

    async def _add(self, messages: Sequence[Indexed]) -> None:
        texts = {(message.conversation, message.seq): message.text for message in messages}
        places = _encode([*texts]).decode()
        async with self._db.write() as tx:
            new = await tx.all(ADD[self._db.engine], rows=places)
            rows = [{"id": id, "tokens": tokens(texts[conversation, seq])} for id, conversation, seq in new]
            await tx.many(INDEX[self._db.engine], rows)

    async def settle(self) -> None:
        """FTS5 keeps forgotten words in its older parts until those are merged: all into one, bit by bit."""
        if self._db.engine != "sqlite":
            return
        amount = -MERGED_AT_ONCE
        while await self._merge(amount):
            amount = MERGED_AT_ONCE

    async def _merge(self, pages: int) -> bool:
        """Whether there is more to do; FTS5 tells by what it changes."""
        async with self._db.write() as tx:
            before = await tx.one(CHANGES)
            await tx.run(MERGE, pages=pages)
            after = await tx.one(CHANGES)
        return bool(before and after and after[0] - before[0] > 1)

    async def find(self, asked: str, *, before: int | None, most: int) -> Sequence[Place]:
        query = QUERY[self._db.engine](asked)
        if not query:
            return []
        edge = _END if before is None else before
        rows = await self._db.slow(FIND[self._db.engine], asked=query, before=edge, most=most)
        return [Place(number, conversation, seq) for number, conversation, seq in rows]
