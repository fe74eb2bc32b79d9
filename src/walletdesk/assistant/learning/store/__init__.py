"""Decisions, versions and which of them is in force, in SQL. The only folder that knows their tables.

No word of a contact stands in them: a question is named by its message.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

from walletdesk.assistant.learning.model import Decision, Entry, Switch, Version
from walletdesk.assistant.learning.ports import Counts
from walletdesk.assistant.learning.store import tables as t
from walletdesk.assistant.learning.store.rows import (
    decision_of,
    decision_row,
    entry_of,
    switch_of,
    version_of,
    version_row,
)
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import ConversationId, MessageId
from walletdesk.platform.db import Database, SqlWork, Transaction, works


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, message: MessageId) -> Decision | None:
        row = await self._db.one(t.FIND, message=message)
        return decision_of(row) if row else None

    async def of_conversation(self, conversation: ConversationId) -> Sequence[Decision]:
        return [decision_of(row) for row in await self._db.all(t.OF_CONVERSATION, conversation=conversation)]

    async def judged(self, *, most: int) -> Sequence[Decision]:
        return [decision_of(row) for row in await self._db.slow(t.JUDGED, most=most)]

    async def open_questions(self, since: datetime, *, most: int) -> Sequence[Decision]:
        return [decision_of(row) for row in await self._db.slow(t.OPEN, since=millis(since), most=most)]

    async def counts(self, since: datetime) -> Counts:
        rows = await self._db.slow(t.COUNTS, since=millis(since))
        by_outcome: dict[str, int] = {}
        for outcome, _, count in rows:
            by_outcome[outcome] = by_outcome.get(outcome, 0) + count
        said = {
            answer: sum(count for outcome, helped, count in rows if helped == answer) for answer in (0, 1)
        }
        return Counts(by_outcome, helped=said[1], not_helped=said[0])

    async def entries(self, *, most: int) -> Sequence[Entry]:
        return [entry_of(row) for row in await self._db.slow(t.ENTRIES, most=most)]

    async def newest(self, until: datetime) -> Version | None:
        row = await self._db.one(t.NEWEST, until=millis(until))
        return version_of(row) if row else None

    async def version(self, id: str) -> Version | None:
        row = await self._db.one(t.FIND_VERSION, id=id)
        return version_of(row) if row else None

    async def in_force(self) -> Switch | None:
        row = await self._db.one(t.IN_FORCE)
        return switch_of(row) if row else None


class SqlDecisions:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, decision: Decision) -> bool:
        return await self._tx.one(t.ADD, **decision_row(decision)) is not None

    async def find(self, message: MessageId) -> Decision | None:
        row = await self._tx.one(t.HOLD, message=message)
        return decision_of(row) if row else None

    async def newest(self, conversation: ConversationId) -> Decision | None:
        row = await self._tx.one(t.HOLD_NEWEST, conversation=conversation)
        return decision_of(row) if row else None

    async def save(self, decision: Decision) -> None:
        row = decision_row(decision)
        changed = {name: row[name] for name in t.SAVED}
        await self._tx.run(t.SAVE, which=decision.message, **changed)


class SqlVersions:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, version: Version) -> None:
        await self._tx.run(t.ADD_VERSION, **version_row(version))

    async def find(self, id: str) -> Version | None:
        row = await self._tx.one(t.FIND_VERSION, id=id)
        return version_of(row) if row else None

    async def in_force(self) -> Switch | None:
        row = await self._tx.one(t.IN_FORCE)
        return switch_of(row) if row else None

    async def switch(self, to: Switch) -> bool:
        values = {"number": to.number, "version": to.version, "at": millis(to.at), "by": to.by}
        return await self._tx.one(t.TURN, **values) is not None

    async def forget_before(self, at: datetime, keep: str, also: str) -> None:
        await self._tx.run(t.FORGET, before_at=millis(at), keep=keep, also=also)


class LearningWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.decisions = SqlDecisions(tx)
        self.versions = SqlVersions(tx)
        self.audit = audit


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[LearningWork]]:
    return works(db, lambda tx: LearningWork(tx, audit(tx)))
