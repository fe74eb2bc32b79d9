"""Tickets in SQL. The only file that knows their tables."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date
from functools import cache

import msgspec
import sqlalchemy as sa

from walletdesk.conversations import Priority, Withdrawn
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ConversationId, TeamId, TicketId
from walletdesk.platform.db import (
    Database,
    Row,
    SqlWork,
    Statement,
    Text,
    Transaction,
    Whole,
    insert,
    statement,
    table,
    works,
)
from walletdesk.tickets.model import (
    FIRST_NUMBER,
    NO_SUBJECT,
    By,
    Change,
    Next,
    State,
    Ticket,
    TicketType,
    What,
    squeezed,
)
from walletdesk.tickets.ports import Listing

MOST_TEAMS = 16  # an agent's teams in one statement; unused places repeat the first

TICKET = table(
    "ticket",
    sa.Column("id", Text, primary_key=True),
    sa.Column("number", Whole, nullable=False, unique=True),
    sa.Column("type", Text, nullable=False),
    sa.Column("subject", Text, nullable=False),
    sa.Column("opened_at", Whole, nullable=False),
    sa.Column("changed_at", Whole, nullable=False),
    sa.Column("state", Text, nullable=False),
    sa.Column("owner", Text),
    sa.Column("team", Text),
    sa.Column("priority", Text, nullable=False),
    sa.Column("contact", Text),
    sa.Column("cause", Text, unique=True),
    sa.Column("seq", Whole, nullable=False),
    sa.Column(
        "conversations", Text, nullable=False
    ),  # JSON; the same links stand in ticket_link, to search by
    sa.Column("desk", Text, nullable=False),
    sa.Column("next_step", Text, nullable=False),
    sa.Column("next_words", Text, nullable=False),
    sa.Column("expected_at", Text),  # a day, as 2026-02-03
)
_T = TICKET.c
_newest = (_T.changed_at.desc(), _T.id.desc())
sa.Index("ticket_by_time", *_newest)
sa.Index("ticket_by_state", _T.state, *_newest)
sa.Index("ticket_by_owner", _T.owner, *_newest)
sa.Index("ticket_by_contact", _T.contact, *_newest)
sa.Index("ticket_by_desk", _T.desk, *_newest)

CHANGE = table(
    "ticket_change",
    sa.Column("ticket", Text, primary_key=True),
    sa.Column("seq", Whole, primary_key=True),
    sa.Column("at", Whole, nullable=False),
    sa.Column("by_kind", Text, nullable=False),
    sa.Column("by_id", Text, nullable=False),
    sa.Column("what", Text, nullable=False),
    sa.Column("before", Text, nullable=False),
    sa.Column("after", Text, nullable=False),
)
LINK = table(
    "ticket_link",
    sa.Column("conversation", Text, primary_key=True),
    sa.Column("ticket", Text, primary_key=True),
)
COUNTER = table(
    "ticket_counter",
    sa.Column("id", Whole, primary_key=True, autoincrement=False),
    sa.Column("last", Whole, nullable=False),
)

_COLUMNS = tuple(column.name for column in TICKET.columns)
_all = sa.select(TICKET)
_by_id = _all.where(_T.id == sa.bindparam("id"))
_by_cause = _all.where(_T.cause == sa.bindparam("cause"))
FIND, HOLD = statement(_by_id), statement(_by_id.with_for_update())
OF_CAUSE, HOLD_OF_CAUSE = statement(_by_cause), statement(_by_cause.with_for_update())
_count = insert(COUNTER).values(id=sa.bindparam("one"), last=sa.bindparam("first"))
NEXT_NUMBER = statement(
    _count.on_conflict_do_update(index_elements=["id"], set_={"last": COUNTER.c.last + 1}).returning(
        COUNTER.c.last
    )
)
ADD = statement(
    insert(TICKET)
    .values({name: sa.bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["cause"])
    .returning(_T.id)
)
SAVE = statement(
    sa.update(TICKET)
    .where(_T.id == sa.bindparam("which"))
    .values({name: sa.bindparam(name) for name in _COLUMNS if name != "id"})
)
ADD_CHANGE = statement(
    sa.insert(CHANGE).values({column.name: sa.bindparam(column.name) for column in CHANGE.columns})
)
_OF = sa.select(LINK.c.ticket).where(LINK.c.conversation == sa.bindparam("of"))
FORGET = [
    statement(
        sa.update(TICKET)
        .where(_T.id.in_(_OF), _T.subject == sa.bindparam("lost"))
        .values(subject=sa.bindparam("nothing"))
    ),
    *(
        statement(
            sa.update(CHANGE)
            .where(CHANGE.c.ticket.in_(_OF), column == sa.bindparam("lost"))
            .values({column.name: sa.bindparam("nothing")})
        )
        for column in (CHANGE.c.before, CHANGE.c.after)
    ),
]
ADD_LINK = statement(
    insert(LINK)
    .values(conversation=sa.bindparam("conversation"), ticket=sa.bindparam("ticket"))
    .on_conflict_do_nothing()
)
DROP_LINK = statement(
    sa.delete(LINK).where(
        LINK.c.conversation == sa.bindparam("conversation"), LINK.c.ticket == sa.bindparam("ticket")
    )
)
HISTORY = statement(
    sa.select(CHANGE)
    .where(CHANGE.c.ticket == sa.bindparam("id"), CHANGE.c.seq > sa.bindparam("after"))
    .order_by(CHANGE.c.seq)
    .limit(sa.bindparam("most"))
)


async def forget(tx: Transaction, withdrawn: Withdrawn) -> None:
    """A ticket is called as its conversation began; its history tells every name that it had."""
    if withdrawn.subject:
        values = {"of": withdrawn.conversation, "lost": squeezed(withdrawn.subject), "nothing": NO_SUBJECT}
        for one in FORGET:
            await tx.run(one, **values)


@cache
def _listing(filters: frozenset[str]) -> Statement:
    """One statement per combination of filters, compiled when it is first asked for."""
    select = _all
    for name in ("state", "owner", "contact", "desk", "type"):
        if name in filters:
            select = select.where(_T[name] == sa.bindparam(name))
    if "conversation" in filters:
        select = select.join(LINK, LINK.c.ticket == _T.id).where(
            LINK.c.conversation == sa.bindparam("conversation")
        )
    if "me" in filters:
        places = [sa.bindparam(f"team_{i}", type_=Text) for i in range(MOST_TEAMS)]
        select = select.where(sa.or_(_T.team.is_(None), _T.team.in_(places), _T.owner == sa.bindparam("me")))
    if "seen_at" in filters:
        seen = sa.tuple_(sa.bindparam("seen_at", type_=Whole), sa.bindparam("seen_id", type_=Text))
        select = select.where(sa.tuple_(_T.changed_at, _T.id) < seen)
    return statement(select.order_by(*_newest).limit(sa.bindparam("most")))


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, id: TicketId) -> Ticket | None:
        row = await self._db.one(FIND, id=id)
        return _ticket(row) if row else None

    async def of_cause(self, cause: str) -> Ticket | None:
        row = await self._db.one(OF_CAUSE, cause=cause)
        return _ticket(row) if row else None

    async def list(self, listing: Listing) -> Sequence[Ticket]:
        values = _values(listing)
        return [_ticket(row) for row in await self._db.all(_listing(frozenset(values)), **values)]

    async def history(self, id: TicketId, *, after: int, most: int) -> Sequence[Change]:
        return [_change(row) for row in await self._db.all(HISTORY, id=id, after=after, most=most)]


class SqlTickets:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def next_number(self) -> int:
        row = await self._tx.one(NEXT_NUMBER, one=1, first=FIRST_NUMBER)
        assert row is not None  # noqa: S101 - an upsert always returns its row
        return int(row[0])

    async def get(self, id: TicketId) -> Ticket:
        if row := await self._tx.one(HOLD, id=id):
            return _ticket(row)
        raise NotFound

    async def of_cause(self, cause: str) -> Ticket | None:
        row = await self._tx.one(HOLD_OF_CAUSE, cause=cause)
        return _ticket(row) if row else None

    async def add(self, ticket: Ticket) -> bool:
        if await self._tx.one(ADD, **_row(ticket)) is None:
            return False
        await self._add_news(ticket)
        return True

    async def save(self, ticket: Ticket) -> None:
        row = _row(ticket)
        await self._tx.run(SAVE, which=row.pop("id"), **row)
        await self._add_news(ticket)

    async def _add_news(self, ticket: Ticket) -> None:
        for change in ticket.new:
            await self._tx.run(ADD_CHANGE, **_change_row(ticket.id, change))
            if change.what is What.LINKED:
                await self._tx.run(ADD_LINK, conversation=change.after, ticket=ticket.id)
            elif change.what is What.UNLINKED:
                await self._tx.run(DROP_LINK, conversation=change.before, ticket=ticket.id)


class TicketsWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.tickets = SqlTickets(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[TicketsWork]]:
    return works(db, TicketsWork)


def _values(listing: Listing) -> dict[str, str | int]:
    asked: dict[str, str | int | None] = {
        "state": listing.state and listing.state.value,
        "owner": listing.owner,
        "contact": listing.contact,
        "desk": listing.desk,
        "type": listing.type and listing.type.value,
        "conversation": listing.conversation,
        "most": listing.most,
    }
    if listing.teams is not None:
        asked |= {"me": listing.me or "", **_places(listing.teams)}
    if listing.cursor is not None:
        asked |= {"seen_at": listing.cursor[0], "seen_id": listing.cursor[1]}
    return {name: value for name, value in asked.items() if value is not None}


def _places(teams: frozenset[TeamId]) -> dict[str, str]:
    known = sorted(teams)[:MOST_TEAMS] or [TeamId("")]
    return {f"team_{i}": known[i] if i < len(known) else known[0] for i in range(MOST_TEAMS)}


def _row(ticket: Ticket) -> dict[str, str | int | None]:
    return {
        "id": ticket.id,
        "number": ticket.number,
        "type": ticket.type.value,
        "subject": ticket.subject,
        "opened_at": millis(ticket.opened_at),
        "changed_at": millis(ticket.changed_at),
        "state": ticket.state.value,
        "owner": ticket.owner,
        "team": ticket.team,
        "priority": ticket.priority.value,
        "contact": ticket.contact,
        "cause": ticket.cause,
        "seq": ticket.seq,
        "conversations": msgspec.json.encode(ticket.conversations).decode(),
        "desk": ticket.desk,
        "next_step": ticket.next.step,
        "next_words": ticket.next.words,
        "expected_at": ticket.next.expected_at.isoformat() if ticket.next.expected_at else None,
    }


def _ticket(row: Row) -> Ticket:
    kept = dict(zip(_COLUMNS, row, strict=True))
    links = msgspec.json.decode(kept.pop("conversations"), type=tuple[str, ...])
    coming = Next(
        step=kept.pop("next_step"), words=kept.pop("next_words"), expected_at=_day(kept.pop("expected_at"))
    )
    return Ticket(
        **kept
        | {
            "type": TicketType(kept["type"]),
            "state": State(kept["state"]),
            "priority": Priority(kept["priority"]),
            "opened_at": from_millis(kept["opened_at"]),
            "changed_at": from_millis(kept["changed_at"]),
            "conversations": tuple(ConversationId(link) for link in links),
            "next": coming,
        }
    )


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _change_row(ticket: TicketId, change: Change) -> dict[str, str | int]:
    return {
        "ticket": ticket,
        "seq": change.seq,
        "at": millis(change.at),
        "by_kind": change.by.kind,
        "by_id": change.by.id,
        "what": change.what.value,
        "before": change.before,
        "after": change.after,
    }


def _change(row: Row) -> Change:
    _, seq, at, by_kind, by_id, what, before, after = row
    return Change(
        seq=seq, at=from_millis(at), by=By(by_kind, by_id), what=What(what), before=before, after=after
    )
