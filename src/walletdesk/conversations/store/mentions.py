"""Mentions in SQL: written with their note, listed with the conversations they stand in."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from walletdesk.conversations.items import Item
from walletdesk.conversations.mentioning import Mention, MentionListing, OpenMentions
from walletdesk.conversations.model import PREVIEW
from walletdesk.conversations.store.archive import MOST_COUNTED, place_values, places
from walletdesk.conversations.store.rows import conversation_of
from walletdesk.conversations.store.tables import CONVERSATION, MENTION
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.platform.db import Database, SqlWork, Statement, Transaction, Whole, insert, statement, works

_C, _M = CONVERSATION.c, MENTION.c
_add = insert(MENTION)
ADD = statement(
    _add.values({column.name: sa.bindparam(column.name) for column in MENTION.columns}).on_conflict_do_update(
        index_elements=["agent", "conversation"],
        set_={name: _add.excluded[name] for name in ("seq", "at", "author_name", "text")},
    )
)
READ = statement(
    sa.update(MENTION)
    .where(
        _M.agent == sa.bindparam("who"),
        _M.conversation == sa.bindparam("where"),
        _M.read_seq < _M.seq,
        _M.seq <= sa.bindparam("upto", type_=Whole),
    )
    .values(read_seq=_M.seq)
)


def _mentioned(*, teams: bool) -> sa.Select[Any]:
    select = (
        sa.select(CONVERSATION, _M.seq, _M.at, _M.author_name, _M.text, _M.read_seq)
        .join(CONVERSATION, _C.id == _M.conversation)
        .where(_M.agent == sa.bindparam("agent"))
    )
    if not teams:
        return select
    theirs = sa.or_(_C.team.is_(None), _C.team.in_(places()), _C.assignee == sa.bindparam("agent"))
    return select.where(theirs)


@cache
def _listing(*, teams: bool, cursor: bool) -> Statement:
    select = _mentioned(teams=teams)
    if cursor:
        seen = sa.tuple_(sa.bindparam("seen_at", type_=Whole), sa.bindparam("seen_id", type_=_C.id.type))
        select = select.where(sa.tuple_(_M.at, _M.conversation) < seen)
    return statement(select.order_by(_M.at.desc(), _M.conversation.desc()).limit(sa.bindparam("most")))


@cache
def _unread(*, teams: bool) -> Statement:
    unread = _mentioned(teams=teams).where(_M.read_seq < _M.seq).with_only_columns(_M.conversation)
    return statement(sa.select(sa.func.count()).select_from(unread.limit(MOST_COUNTED).subquery()))


async def add_mentions(tx: Transaction, conversation: ConversationId, item: Item) -> None:
    for mentioned in item.mentions:
        await tx.run(
            ADD,
            agent=mentioned.id,
            conversation=conversation,
            seq=item.seq,
            at=millis(item.at),
            author_name=item.author.name,
            text=item.text[:PREVIEW],
            read_seq=0,
        )


class SqlMentionArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def mentions(self, listing: MentionListing) -> Sequence[Mention]:
        values = _values(listing) | {"most": listing.most}
        if listing.cursor is not None:
            values |= {"seen_at": listing.cursor[0], "seen_id": listing.cursor[1]}
        chosen = _listing(teams=listing.teams is not None, cursor=listing.cursor is not None)
        return [_mention(row) for row in await self._db.all(chosen, **values)]

    async def unread_mentions(self, listing: MentionListing) -> int:
        row = await self._db.one(_unread(teams=listing.teams is not None), **_values(listing))
        return int(row[0]) if row else 0


class SqlMentionBook:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def read(self, agent: AgentId, conversation: ConversationId, seq: int) -> bool:
        return await self._tx.run(READ, who=agent, where=conversation, upto=seq) == 1


class SqlMentionWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.mentions = SqlMentionBook(tx)


def open_mentions(db: Database) -> OpenMentions:
    return works(db, SqlMentionWork)


def _values(listing: MentionListing) -> dict[str, Any]:
    values: dict[str, Any] = {"agent": listing.agent}
    return values if listing.teams is None else values | place_values(listing.teams)


def _mention(row: Sequence[Any]) -> Mention:
    *head, seq, at, by, text, read_seq = row
    return Mention(
        conversation=conversation_of(tuple(head)),
        seq=seq,
        at=from_millis(at),
        by=by,
        text=text,
        unread=read_seq < seq,
    )
