"""Containments in SQL. The only file that knows their table."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import msgspec
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
from walletdesk.theft.model import Address, Containment, Step

CONTAINMENT = table(
    "containment",
    sa.Column("conversation", Text, primary_key=True),
    sa.Column("contact", Text, nullable=False),
    sa.Column("opened_at", Whole, nullable=False),
    sa.Column("version", Whole, nullable=False),
    sa.Column("state", Text, nullable=False),
)
_C = CONTAINMENT.c
_of = sa.select(CONTAINMENT).where(_C.conversation == sa.bindparam("conversation"))
FIND = statement(_of)
HOLD = statement(_of.with_for_update())
_CHANGED = ("version", "state")
BEGIN = statement(
    insert(CONTAINMENT)
    .values({column.name: sa.bindparam(column.name) for column in CONTAINMENT.columns})
    .on_conflict_do_nothing(index_elements=["conversation"])
)
SAVE = statement(
    sa.update(CONTAINMENT)
    .where(_C.conversation == sa.bindparam("its"))
    .values({name: sa.bindparam(name) for name in _CHANGED})
)


class _State(msgspec.Struct, frozen=True, omit_defaults=True):
    """Times in milliseconds UTC."""

    steps: dict[str, int] = {}
    own: tuple[Address, ...] = ()
    theirs: tuple[Address, ...] = ()


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, conversation: ConversationId) -> Containment | None:
        row = await self._db.one(FIND, conversation=conversation)
        return _containment(row) if row else None


class SqlContainments:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def begin(self, containment: Containment) -> None:
        """A lock holds rows that are there: of two first changes at once one would be lost."""
        await self._tx.run(
            BEGIN,
            conversation=containment.conversation,
            contact=containment.contact,
            opened_at=millis(containment.opened_at),
            version=containment.version,
            state=_state(containment),
        )

    async def find(self, conversation: ConversationId) -> Containment | None:
        row = await self._tx.one(HOLD, conversation=conversation)
        return _containment(row) if row else None

    async def save(self, containment: Containment) -> None:
        await self._tx.run(
            SAVE, its=containment.conversation, version=containment.version, state=_state(containment)
        )


class TheftWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.containments = SqlContainments(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[TheftWork]]:
    return works(db, TheftWork)


def _state(containment: Containment) -> str:
    steps = {step.value: millis(at) for step, at in containment.steps.items()}
    return msgspec.json.encode(_State(steps, containment.own, containment.theirs)).decode()


def _containment(row: Row) -> Containment:
    conversation, contact, opened_at, version, raw = row
    state = msgspec.json.decode(raw, type=_State)
    return Containment(
        conversation=ConversationId(conversation),
        contact=ContactId(contact),
        opened_at=from_millis(opened_at),
        steps={Step(name): from_millis(at) for name, at in state.steps.items()},
        own=state.own,
        theirs=state.theirs,
        version=version,
    )
