"""Desks and the standing of their tickets in SQL. The only file that knows their tables."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import msgspec
import sqlalchemy as sa

from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId, TicketId
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
from walletdesk.tickets.desks.model import Desk, DeskKind, Entry, Stage, Standing
from walletdesk.tickets.model import ENDED, By, Change, State, What, called
from walletdesk.tickets.store import CHANGE, LINK, TICKET, SqlTickets
from walletdesk.tickets.tasks import TaskState
from walletdesk.tickets.tasks.store import TASK

MOST_AT_ONCE = 100  # tickets of one page of a list

DESK = table(
    "desk",
    sa.Column("kind", Text, primary_key=True),
    sa.Column("team", Text, nullable=False),
    sa.Column("minutes", Whole),
    sa.Column("version", Whole, nullable=False),
    sa.Column("changed_at", Whole, nullable=False),
)
STANDING = table(
    "desk_ticket",
    sa.Column("ticket", Text, primary_key=True),
    sa.Column("kind", Text, nullable=False),
    sa.Column("stage", Text, nullable=False),
    sa.Column("front", Text, nullable=False),
    sa.Column("conversation", Text),
    sa.Column("parent", Text),
    sa.Column("packet", Text, nullable=False),  # JSON
    sa.Column("asked", Text, nullable=False),  # JSON
    sa.Column("due_at", Whole),
    sa.Column("told_due", Whole),
)
_S = STANDING.c
sa.Index("desk_ticket_by_front", _S.front, _S.ticket.desc())
sa.Index("desk_ticket_by_conversation", _S.conversation)
sa.Index("desk_ticket_by_parent", _S.parent)

_desk = sa.select(DESK.c.kind, DESK.c.team, DESK.c.minutes, DESK.c.version)
ALL_DESKS = statement(_desk.order_by(DESK.c.kind))
HOLD_DESK = statement(_desk.where(DESK.c.kind == sa.bindparam("kind")).with_for_update())
_desk_values: dict[str, sa.BindParameter[object]] = {
    column.name: sa.bindparam(column.name) for column in DESK.columns
}
ADD_DESK = statement(insert(DESK).values(_desk_values).on_conflict_do_nothing().returning(DESK.c.kind))
REPLACE_DESK = statement(
    sa.update(DESK)
    .where(DESK.c.kind == sa.bindparam("which"), DESK.c.version == sa.bindparam("before"))
    .values({name: value for name, value in _desk_values.items() if name != "kind"})
)
MOVE = statement(
    sa.update(TICKET).where(TICKET.c.desk == sa.bindparam("which")).values(team=sa.bindparam("team"))
)

_COLUMNS = tuple(column.name for column in STANDING.columns)
_all = sa.select(STANDING)
_one = _all.where(_S.ticket == sa.bindparam("id"))
FIND, HOLD = statement(_one), statement(_one.with_for_update())
ADD = statement(insert(STANDING).values({name: sa.bindparam(name) for name in _COLUMNS}))
SAVE = statement(
    sa.update(STANDING)
    .where(_S.ticket == sa.bindparam("which"))
    .values({name: sa.bindparam(name) for name in _COLUMNS if name != "ticket"})
)
OF_FRONT = statement(
    _all.where(_S.front == sa.bindparam("agent"), _S.ticket < sa.bindparam("before"))
    .order_by(_S.ticket.desc())
    .limit(sa.bindparam("most"))
)
SEVERAL = statement(
    _all.where(_S.ticket.in_([sa.bindparam(f"id_{i}", type_=Text) for i in range(MOST_AT_ONCE)]))
)
RETURNED = statement(
    sa.select(CHANGE)
    .where(CHANGE.c.ticket == sa.bindparam("id"), CHANGE.c.what == What.RETURNED.value)
    .order_by(CHANGE.c.seq)
    .limit(sa.bindparam("most"))
)
_same = sa.union_all(
    sa.select(LINK.c.ticket).where(LINK.c.conversation == sa.bindparam("conversation", type_=Text)),
    sa.select(_S.ticket).where(_S.parent == sa.bindparam("parent", type_=Text)),
)
_ended = sorted(state.value for state in ENDED)
AT_DESK = statement(
    sa.select(TICKET.c.number)
    .where(
        TICKET.c.id.in_(_same),
        TICKET.c.desk == sa.bindparam("desk"),
        *(TICKET.c.state != state for state in _ended),
    )
    .order_by(TICKET.c.number)
    .limit(1)
)
STATES_FOR = statement(
    sa.select(TICKET.c.state)
    .join(STANDING, _S.ticket == TICKET.c.id)
    .where(_S.parent == sa.bindparam("parent"))
)
ASKED = statement(
    sa.select(TASK.c.id)
    .where(TASK.c.ticket == sa.bindparam("parent"), TASK.c.state == TaskState.SENT.value)
    .limit(1)
)
OF_CONVERSATION = statement(_all.where(_S.conversation == sa.bindparam("conversation")).order_by(_S.ticket))
LAST = "~"  # after every id


class SqlReading:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def desks(self) -> Sequence[Desk]:
        return [_as_desk(row) for row in await self._db.all(ALL_DESKS)]

    async def find(self, id: TicketId) -> Standing | None:
        row = await self._db.one(FIND, id=id)
        return _standing(row) if row else None

    async def of_front(self, agent: AgentId, *, before: str, most: int) -> Sequence[Standing]:
        rows = await self._db.all(OF_FRONT, agent=agent, before=before or LAST, most=most)
        return [_standing(row) for row in rows]

    async def of_conversation(self, id: ConversationId) -> Sequence[Standing]:
        return [_standing(row) for row in await self._db.all(OF_CONVERSATION, conversation=id)]

    async def several(self, ids: Sequence[TicketId]) -> Sequence[Standing]:
        found: list[Standing] = []
        for start in range(0, len(ids), MOST_AT_ONCE):
            page = ids[start : start + MOST_AT_ONCE]
            places = {f"id_{i}": page[i] if i < len(page) else page[0] for i in range(MOST_AT_ONCE)}
            found += [_standing(row) for row in await self._db.all(SEVERAL, **places)]
        return found

    async def returned(self, id: TicketId, *, most: int) -> Sequence[Change]:
        return [_change(row) for row in await self._db.all(RETURNED, id=id, most=most)]


class SqlDesks:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def get(self, kind: DeskKind) -> Desk | None:
        row = await self._tx.one(HOLD_DESK, kind=kind.value)
        return _as_desk(row) if row else None

    async def save(self, desk: Desk, at: datetime) -> bool:
        row: dict[str, str | int | None] = {
            "kind": desk.kind.value,
            "team": desk.team,
            "minutes": desk.minutes,
            "version": desk.version,
            "changed_at": millis(at),
        }
        if desk.version == 1:
            return await self._tx.one(ADD_DESK, **row) is not None
        which = row.pop("kind")
        return await self._tx.run(REPLACE_DESK, which=which, before=desk.version - 1, **row) == 1

    async def move(self, kind: DeskKind, team: TeamId) -> None:
        await self._tx.run(MOVE, which=kind.value, team=team)


class SqlStandings:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def get(self, id: TicketId) -> Standing:
        if row := await self._tx.one(HOLD, id=id):
            return _standing(row)
        raise NotFound

    async def at_desk(
        self, kind: DeskKind, *, conversation: ConversationId | None, parent: TicketId | None
    ) -> str | None:
        row = await self._tx.one(
            AT_DESK, desk=kind.value, conversation=conversation or "", parent=parent or ""
        )
        return called(row[0]) if row else None

    async def states_for(self, parent: TicketId) -> Sequence[State]:
        return [State(state) for (state,) in await self._tx.all(STATES_FOR, parent=parent)]

    async def is_asked_outside(self, parent: TicketId) -> bool:
        return await self._tx.one(ASKED, parent=parent) is not None

    async def add(self, standing: Standing) -> None:
        await self._tx.run(ADD, **_row(standing))

    async def save(self, standing: Standing) -> None:
        row = _row(standing)
        await self._tx.run(SAVE, which=row.pop("ticket"), **row)


class DesksWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.tickets = SqlTickets(tx)
        self.desks = SqlDesks(tx)
        self.standings = SqlStandings(tx)
        self.audit = audit


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[DesksWork]]:
    return works(db, lambda tx: DesksWork(tx, audit(tx)))


def _as_desk(row: Row) -> Desk:
    kind, team, minutes, version = row
    return Desk(kind=DeskKind(kind), team=TeamId(team), minutes=minutes, version=version)


def _row(standing: Standing) -> dict[str, str | int | None]:
    return {
        "ticket": standing.ticket,
        "kind": standing.kind.value,
        "stage": standing.stage.value,
        "front": standing.front,
        "conversation": standing.conversation,
        "parent": standing.parent,
        "packet": msgspec.json.encode(_plain(standing.packet)).decode(),
        "asked": msgspec.json.encode(standing.asked).decode(),
        "due_at": _ms(standing.due_at),
        "told_due": _ms(standing.told_due),
    }


def _plain(packet: Mapping[str, Entry]) -> dict[str, dict[str, str]]:
    return {id: {"value": entry.value, "lacks": entry.lacks} for id, entry in packet.items()}


def _standing(row: Row) -> Standing:
    kept = dict(zip(_COLUMNS, row, strict=True))
    packet = msgspec.json.decode(kept["packet"], type=dict[str, dict[str, str]])
    return Standing(
        ticket=TicketId(kept["ticket"]),
        kind=DeskKind(kept["kind"]),
        stage=Stage(kept["stage"]),
        front=AgentId(kept["front"]),
        conversation=ConversationId(kept["conversation"]) if kept["conversation"] else None,
        parent=TicketId(kept["parent"]) if kept["parent"] else None,
        packet={id: Entry(**entry) for id, entry in packet.items()},
        asked=msgspec.json.decode(kept["asked"], type=tuple[str, ...]),
        due_at=_time(kept["due_at"]),
        told_due=_time(kept["told_due"]),
    )


def _ms(at: datetime | None) -> int | None:
    return None if at is None else millis(at)


def _time(ms: int | None) -> datetime | None:
    return None if ms is None else from_millis(ms)


def _change(row: Row) -> Change:
    _, seq, at, by_kind, by_id, what, before, after = row
    return Change(
        seq=seq, at=from_millis(at), by=By(by_kind, by_id), what=What(what), before=before, after=after
    )
