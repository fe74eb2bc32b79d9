"""Questions to those outside, in SQL."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime

import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ContactId, TicketId
from walletdesk.platform.db import Database, Row, SqlWork, Text, Transaction, Whole, statement, table, works
from walletdesk.tickets.store import TICKET, SqlTickets
from walletdesk.tickets.tasks.model import Party, Task, TaskState

TASK = table(
    "ticket_task",
    sa.Column("id", Text, primary_key=True),
    sa.Column("ticket", Text, nullable=False),
    sa.Column("party", Text, nullable=False),
    sa.Column("name", Text, nullable=False),
    sa.Column("reach", Text, nullable=False),
    sa.Column("state", Text, nullable=False),
    sa.Column("notes", Text, nullable=False),
    sa.Column("at", Whole, nullable=False),
    sa.Column("agent", Text, nullable=False),
    sa.Column("changed_at", Whole, nullable=False),
    sa.Column("sent_at", Whole),
    sa.Column("answered_at", Whole),
    sa.Column("next_chase", Text),
    sa.Column("told_for", Text),
    sa.Column("version", Whole, nullable=False),
)
_T = TASK.c
sa.Index("ticket_task_of_ticket", _T.ticket, _T.id)

_COLUMNS = tuple(column.name for column in TASK.columns)
_of_ticket = _T.ticket == sa.bindparam("ticket")
OF_TICKET = statement(sa.select(TASK).where(_of_ticket).order_by(_T.id))
FIND = statement(sa.select(TASK).where(_of_ticket, _T.id == sa.bindparam("id")))
STATES = statement(sa.select(_T.state).where(_of_ticket))
WAITED_FOR = statement(
    sa.select(_T.ticket, _T.party)
    .join(TICKET, TICKET.c.id == _T.ticket)
    .where(TICKET.c.contact == sa.bindparam("contact"), _T.state == sa.bindparam("sent"))
    .order_by(_T.id)
)
ADD = statement(sa.insert(TASK).values({name: sa.bindparam(name) for name in _COLUMNS}))
SAVE = statement(
    sa.update(TASK)
    .where(_T.id == sa.bindparam("which"))
    .values({name: sa.bindparam(name) for name in _COLUMNS if name != "id"})
)


class SqlTaskArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def list(self, ticket: TicketId) -> Sequence[Task]:
        return [_task(row) for row in await self._db.all(OF_TICKET, ticket=ticket)]

    async def find(self, ticket: TicketId, id: str) -> Task | None:
        row = await self._db.one(FIND, ticket=ticket, id=id)
        return _task(row) if row else None

    async def waited_for(self, contact: ContactId) -> Mapping[TicketId, Sequence[Party]]:
        found: dict[TicketId, list[Party]] = {}
        rows = await self._db.all(WAITED_FOR, contact=contact, sent=TaskState.SENT.value)
        for ticket, party in rows:
            parties = found.setdefault(TicketId(ticket), [])
            if Party(party) not in parties:
                parties.append(Party(party))
        return found


class SqlTasks:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def get(self, ticket: TicketId, id: str) -> Task:
        if row := await self._tx.one(FIND, ticket=ticket, id=id):
            return _task(row)
        raise NotFound

    async def states(self, ticket: TicketId) -> Sequence[TaskState]:
        return [TaskState(state) for (state,) in await self._tx.all(STATES, ticket=ticket)]

    async def add(self, task: Task) -> None:
        await self._tx.run(ADD, **_row(task))

    async def save(self, task: Task) -> None:
        row = _row(task)
        await self._tx.run(SAVE, which=row.pop("id"), **row)


class TasksWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.tickets = SqlTickets(tx)
        self.tasks = SqlTasks(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[TasksWork]]:
    return works(db, TasksWork)


def _row(task: Task) -> dict[str, str | int | None]:
    return {
        "id": task.id,
        "ticket": task.ticket,
        "party": task.party.value,
        "name": task.name,
        "reach": task.reach,
        "state": task.state.value,
        "notes": task.notes,
        "at": millis(task.at),
        "agent": task.agent,
        "changed_at": millis(task.changed_at),
        "sent_at": _when(task.sent_at),
        "answered_at": _when(task.answered_at),
        "next_chase": task.next_chase.isoformat() if task.next_chase else None,
        "told_for": task.told_for.isoformat() if task.told_for else None,
        "version": task.version,
    }


def _task(row: Row) -> Task:
    kept = dict(zip(_COLUMNS, row, strict=True))
    times = {name: from_millis(kept[name]) for name in ("at", "changed_at")}
    later = {name: _time(kept[name]) for name in ("sent_at", "answered_at")}
    days = {
        name: date.fromisoformat(kept[name]) if kept[name] else None for name in ("next_chase", "told_for")
    }
    whole = kept | times | later | days
    return Task(**whole | {"party": Party(kept["party"]), "state": TaskState(kept["state"])})


def _when(at: datetime | None) -> int | None:
    return None if at is None else millis(at)


def _time(ms: int | None) -> datetime | None:
    return None if ms is None else from_millis(ms)
