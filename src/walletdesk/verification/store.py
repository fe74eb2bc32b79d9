"""Proof codes and phrases in SQL. The only file that knows their tables."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.platform.db import (
    Database,
    Row,
    SqlWork,
    Text,
    Transaction,
    Whole,
    insert,
    statement,
    table,
    works,
)
from walletdesk.verification.model import Code, Kind

PROOF_CODE = table(
    "proof_code",
    sa.Column("conversation", Text, primary_key=True),
    sa.Column("kind", Text, primary_key=True),
    sa.Column("seal", Text, nullable=False),
    sa.Column("agent", Text),
    sa.Column("made_at", Whole, nullable=False),
    sa.Column("used_at", Whole),
    sa.Column("tries", Whole, nullable=False),
)
_P = PROOF_CODE.c
sa.Index("proof_code_by_seal", _P.seal)
_COLUMNS = tuple(column.name for column in PROOF_CODE.columns)
_of = sa.select(PROOF_CODE).where(
    _P.conversation == sa.bindparam("conversation"), _P.kind == sa.bindparam("kind")
)
OF_CONVERSATION = statement(_of)
HOLD = statement(_of.with_for_update())
OF_SEAL = statement(
    sa.select(PROOF_CODE)
    .where(_P.seal == sa.bindparam("seal"), _P.kind == sa.bindparam("kind"))
    .order_by(_P.made_at.desc())
    .limit(1)
)
_put = insert(PROOF_CODE).values({name: sa.bindparam(name) for name in _COLUMNS})
PUT = statement(
    _put.on_conflict_do_update(
        index_elements=["conversation", "kind"],
        set_={name: _put.excluded[name] for name in _COLUMNS if name not in ("conversation", "kind")},
    )
)

MAIL_PHRASE = table(
    "mail_phrase",
    sa.Column("contact", Text, primary_key=True),
    sa.Column("phrase", Text, nullable=False),
    sa.Column("set_at", Whole, nullable=False),
)
_M = MAIL_PHRASE.c
_mine = _M.contact == sa.bindparam("contact")
PHRASE_OF = statement(sa.select(_M.phrase).where(_mine))
REMOVE_PHRASE = statement(sa.delete(MAIL_PHRASE).where(_mine))
_put_phrase = insert(MAIL_PHRASE).values(
    {name: sa.bindparam(name) for name in ("contact", "phrase", "set_at")}
)
PUT_PHRASE = statement(
    _put_phrase.on_conflict_do_update(
        index_elements=["contact"],
        set_={"phrase": _put_phrase.excluded.phrase, "set_at": _put_phrase.excluded.set_at},
    )
)


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def of_conversation(self, conversation: ConversationId, kind: Kind) -> Code | None:
        return _code(await self._db.one(OF_CONVERSATION, conversation=conversation, kind=kind.value))

    async def of_seal(self, kind: Kind, seal: str) -> Code | None:
        return _code(await self._db.one(OF_SEAL, kind=kind.value, seal=seal))

    async def phrase_of(self, contact: ContactId) -> str:
        row = await self._db.one(PHRASE_OF, contact=contact)
        return row[0] if row else ""


class SqlCodes:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def put(self, code: Code) -> None:
        await self._tx.run(
            PUT,
            conversation=code.conversation,
            kind=code.kind.value,
            seal=code.seal,
            agent=code.agent,
            made_at=millis(code.made_at),
            used_at=None if code.used_at is None else millis(code.used_at),
            tries=code.tries,
        )

    async def of_conversation(self, conversation: ConversationId, kind: Kind) -> Code | None:
        return _code(await self._tx.one(HOLD, conversation=conversation, kind=kind.value))


class SqlPhrases:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def put(self, contact: ContactId, phrase: str, at: datetime) -> None:
        await self._tx.run(PUT_PHRASE, contact=contact, phrase=phrase, set_at=millis(at))

    async def remove(self, contact: ContactId) -> None:
        await self._tx.run(REMOVE_PHRASE, contact=contact)


class VerificationWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.codes = SqlCodes(tx)
        self.phrases = SqlPhrases(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[VerificationWork]]:
    return works(db, VerificationWork)


def _code(row: Row | None) -> Code | None:
    if row is None:
        return None
    conversation, kind, seal, agent, made_at, used_at, tries = row
    return Code(
        conversation=conversation,
        kind=Kind(kind),
        seal=seal,
        agent=agent,
        made_at=from_millis(made_at),
        used_at=None if used_at is None else from_millis(used_at),
        tries=tries,
    )
