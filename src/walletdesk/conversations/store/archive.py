"""Reading conversations: keyset pages over the indexes, no counts, no scans."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Protocol

import sqlalchemy as sa

from walletdesk.conversations.items import Item
from walletdesk.conversations.model import Conversation, Status
from walletdesk.conversations.ports import InLine, Listing, Page
from walletdesk.conversations.store.rows import conversation_of, item_of
from walletdesk.conversations.store.standing import with_states
from walletdesk.conversations.store.tables import CONVERSATION, IS_ACTIVE, MESSAGE
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId, first_id
from walletdesk.platform.db import Database, Row, Statement, Whole, statement

_C, _M = CONVERSATION.c, MESSAGE.c
MOST_COUNTED = 1000
MOST_TEAMS = 16  # an agent's teams in one statement; unused places repeat the first

FIND = statement(sa.select(CONVERSATION).where(_C.id == sa.bindparam("id")))
BEGUN = statement(sa.select(sa.func.count()).where(_C.id >= sa.bindparam("first")))
_PARCELS = (8, 64, 256)  # how many ids one statement takes; unused places repeat the first


@cache
def _several(size: int) -> Statement:
    places = [sa.bindparam(f"id_{n}", type_=_C.id.type) for n in range(size)]
    return statement(sa.select(CONVERSATION).where(_C.id.in_(places)))


STARTED_AS = statement(
    sa.select(CONVERSATION).where(
        _C.contact == sa.bindparam("contact"), _C.start_key == sa.bindparam("start_key")
    )
)
SAID_BEFORE = statement(
    sa.select(MESSAGE).where(
        _M.conversation == sa.bindparam("id"), _M.client_key == sa.bindparam("client_key")
    )
)


ANSWERED = statement(
    sa.select(_M.at)
    .where(
        _M.conversation == sa.bindparam("id"),
        _M.kind == "message",
        _M.author_kind == "agent",
        _M.at >= sa.bindparam("since", type_=Whole),
    )
    .order_by(_M.seq)
    .limit(1)
)


def _items(number: sa.Column[int], *, upwards: bool) -> Statement:
    edge = sa.bindparam("edge", type_=Whole)
    select = sa.select(MESSAGE).where(
        _M.conversation == sa.bindparam("id"), number > edge if upwards else number < edge
    )
    return statement(select.order_by(number if upwards else number.desc()).limit(sa.bindparam("most")))


ITEMS = {
    (public, upwards): _items(_M.public_seq if public else _M.seq, upwards=upwards)
    for public in (True, False)
    for upwards in (True, False)
}


def places() -> list[sa.BindParameter[Any]]:
    return [sa.bindparam(f"team_{i}", type_=_C.team.type) for i in range(MOST_TEAMS)]


def _listed(filters: frozenset[str]) -> sa.Select[Any]:
    select = sa.select(CONVERSATION)
    for name in ("status", "assignee", "contact"):
        if name in filters:
            select = select.where(_C[name] == sa.bindparam(name))
    if "active" in filters:
        select = select.where(IS_ACTIVE)
    if "waiting" in filters:
        select = select.where(_C.status == Status.WAITING_FOR_AGENT.value)
    if "teams" in filters:
        select = select.where(
            sa.or_(_C.team.is_(None), _C.team.in_(places()), _C.assignee == sa.bindparam("me"))
        )
    if "cursor" in filters:
        seen = sa.tuple_(sa.bindparam("last_at", type_=Whole), sa.bindparam("last_id", type_=_C.id.type))
        select = select.where(sa.tuple_(_C.last_at, _C.id) < seen)
    return select


@cache
def _listing(filters: frozenset[str]) -> Statement:
    """One statement per combination of filters, compiled when it is first asked for."""
    ordered = _listed(filters).order_by(_C.last_at.desc(), _C.id.desc())
    return statement(ordered.limit(sa.bindparam("most")))


URGENCY = sa.case((_C.priority == "security", 0), (_C.priority == "high", 1), else_=2)


@cache
def _in_line(filters: frozenset[str]) -> Statement:
    select = _listed(filters - {"after"} | {"waiting"})
    place = sa.tuple_(URGENCY, _C.waiting_since, _C.id)
    if "after" in filters:
        seen = (sa.bindparam("urgency", type_=Whole), sa.bindparam("since", type_=Whole))
        select = select.where(place > sa.tuple_(*seen, sa.bindparam("last_id", type_=_C.id.type)))
    return statement(select.order_by(URGENCY, _C.waiting_since, _C.id).limit(sa.bindparam("most")))


@cache
def _counting(filters: frozenset[str]) -> Statement:
    """Counts no further than ``MOST_COUNTED``: an index walk of fixed length, whatever the size."""
    select = _listed(filters).with_only_columns(_C.id).order_by(None)
    few = select.limit(MOST_COUNTED).subquery()
    return statement(sa.select(sa.func.count()).select_from(few))


class _Reads(Protocol):
    async def all(self, statement: Statement, **values: Any) -> list[Row]: ...  # noqa: ANN401 - as a row takes them


async def items_in(source: _Reads, id: ConversationId, page: Page) -> Sequence[Item]:
    """In rising order, whichever way the page was asked for."""
    upwards = page.after is not None
    edge = page.after if upwards else page.before
    rows = await source.all(ITEMS[page.public, upwards], id=id, edge=edge, most=page.most)
    return [item_of(row) for row in (rows if upwards else reversed(rows))]


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, id: ConversationId) -> Conversation | None:
        row = await self._db.one(FIND, id=id)
        return None if row is None else conversation_of(row)

    async def several(self, ids: Collection[ConversationId]) -> Sequence[Conversation]:
        wanted, rows = sorted(set(ids)), list[Row]()
        for start in range(0, len(wanted), _PARCELS[-1]):
            parcel = wanted[start : start + _PARCELS[-1]]
            size = next(size for size in _PARCELS if size >= len(parcel))
            places = {f"id_{n}": parcel[n] if n < len(parcel) else parcel[0] for n in range(size)}
            rows += await self._db.all(_several(size), **places)
        return [conversation_of(row) for row in rows]

    async def begun_since(self, at: datetime) -> int:
        row = await self._db.one(BEGUN, first=first_id("cnv", millis(at)))
        return int(row[0]) if row else 0

    async def started_as(self, contact: ContactId, start_key: str) -> Conversation | None:
        row = await self._db.one(STARTED_AS, contact=contact, start_key=start_key)
        return None if row is None else conversation_of(row)

    async def said_before(self, id: ConversationId, client_key: str) -> Item | None:
        row = await self._db.one(SAID_BEFORE, id=id, client_key=client_key)
        return None if row is None else item_of(row)

    async def items(self, id: ConversationId, page: Page) -> Sequence[Item]:
        return await with_states(self._db, id, await items_in(self._db, id, page))

    async def answered(self, id: ConversationId, since: datetime) -> datetime | None:
        row = await self._db.one(ANSWERED, id=id, since=millis(since))
        return None if row is None else from_millis(row[0])

    async def of_status(self, status: Status, *, teams: frozenset[TeamId] | None, me: AgentId) -> int:
        return await self._count(Listing(status=status, teams=teams, me=me))

    async def of_agent(self, agent: AgentId) -> int:
        return await self._count(Listing(status=Status.WITH_AGENT, assignee=agent))

    async def _count(self, listing: Listing) -> int:
        values = _values(listing)
        row = await self._db.one(_counting(_filters(values)), **values)
        return int(row[0]) if row else 0

    async def in_line(self, listing: InLine) -> Sequence[Conversation]:
        values = _values(Listing(teams=listing.teams, me=listing.me, most=listing.most))
        if listing.cursor is not None:
            urgency, since, last_id = listing.cursor
            values |= {"after": True, "urgency": urgency, "since": since, "last_id": last_id}
        filters = _filters(values) | ({"after"} & values.keys())
        return [conversation_of(row) for row in await self._db.all(_in_line(filters), **values)]

    async def list(self, listing: Listing) -> Sequence[Conversation]:
        values = _values(listing)
        return [conversation_of(row) for row in await self._db.all(_listing(_filters(values)), **values)]


def _filters(values: dict[str, Any]) -> frozenset[str]:
    return frozenset({"status", "active", "assignee", "contact", "teams", "cursor"} & values.keys())


def _values(listing: Listing) -> dict[str, Any]:
    values: dict[str, Any] = {"most": listing.most}
    if listing.status is not None:
        values["status"] = listing.status.value
    if listing.active:
        values["active"] = True
    if listing.assignee is not None:
        values["assignee"] = listing.assignee
    if listing.contact is not None:
        values["contact"] = listing.contact
    if listing.teams is not None:
        values |= {"teams": True, "me": listing.me or "", **place_values(listing.teams)}
    if listing.cursor is not None:
        values |= {"cursor": True, "last_at": listing.cursor[0], "last_id": listing.cursor[1]}
    return values


def place_values(teams: frozenset[TeamId]) -> dict[str, str]:
    known = sorted(teams)[:MOST_TEAMS] or [TeamId("")]
    return {f"team_{i}": known[i] if i < len(known) else known[0] for i in range(MOST_TEAMS)}
