"""Desks in memory, and everything that a test of desks turns."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from tests.support.identify import EVM, HASH, identify
from tests.support.kept import Waiting
from tests.support.memory import Hands, MemoryAudit
from tests.support.tickets import (
    ASKER,
    FUNDS,
    LEAD,
    TALK,
    MemoryTicketsWork,
    Staff,
    Talks,
    TicketRig,
)
from walletdesk.app.wiring.specialists import OnChains
from walletdesk.chains import default_table
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId, TicketId
from walletdesk.kernel.objections import Objection
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.tickets import Change, Listing, State, Ticket, TicketType
from walletdesk.tickets.desks import (
    DUE,
    Desk,
    DeskKeeping,
    DeskKind,
    DeskOverdue,
    Entry,
    Escalated,
    Escalating,
    Escalation,
    Following,
    KnownTransaction,
    Packet,
    Reviewing,
    Stage,
    Standing,
    Watching,
    World,
)
from walletdesk.tickets.desks.ports import OpenWork, Reading, Work
from walletdesk.tickets.model import ENDED, What

TX = f"0x{HASH}"
WHOLE: Packet = {
    "chain": Entry("ethereum"),
    "tx_id": Entry(TX),
    "address": Entry(EVM),
    "at": Entry("2026-11-20T19:30:00+08:00"),
}
FUNDER = AgentViewer(agent=AgentId("agt_funds"), role=Role.AGENT, teams=frozenset({FUNDS}))
FRONT = AgentViewer(agent=AgentId("agt_front"), role=Role.AGENT, teams=frozenset({TeamId("tea_front")}))
PHRASE = "abandon abandon about"
PROMISED = 120  # minutes


@cache
def on_chains() -> OnChains:
    return OnChains(default_table(), identify())


class MemoryDesks:
    def __init__(self, memory: "MemoryDesksWork") -> None:
        self.kept: dict[DeskKind, Desk] = {}
        self._memory = memory

    async def get(self, kind: DeskKind) -> Desk | None:
        return self.kept.get(kind)

    async def save(self, desk: Desk, at: datetime) -> bool:
        before = self.kept.get(desk.kind)
        if (before.version if before else 0) != desk.version - 1:
            return False
        self.kept[desk.kind] = desk
        return True

    async def move(self, kind: DeskKind, team: TeamId) -> None:
        for ticket in self._memory.tickets.kept.values():
            ticket.team = team if ticket.desk == kind else ticket.team


class MemoryStandings:
    def __init__(self, memory: "MemoryDesksWork") -> None:
        self._memory = memory
        self.kept: dict[TicketId, Standing] = {}
        self.asked = set[TicketId]()

    async def get(self, id: TicketId) -> Standing:
        if id not in self.kept:
            raise NotFound
        return deepcopy(self.kept[id])

    async def at_desk(
        self, kind: DeskKind, *, conversation: ConversationId | None, parent: TicketId | None
    ) -> str | None:
        for ticket in self._memory.tickets.kept.values():
            standing = self.kept.get(ticket.id)
            is_same = conversation in ticket.conversations or (
                parent is not None and standing is not None and standing.parent == parent
            )
            if ticket.desk == kind and is_same and ticket.state not in ENDED:
                return ticket.name
        return None

    async def states_for(self, parent: TicketId) -> Sequence[State]:
        children = [one.ticket for one in self.kept.values() if one.parent == parent]
        return [self._memory.tickets.kept[id].state for id in children]

    async def is_asked_outside(self, parent: TicketId) -> bool:
        return parent in self.asked

    async def add(self, standing: Standing) -> None:
        self.kept[standing.ticket] = deepcopy(standing)

    async def save(self, standing: Standing) -> None:
        await self.add(standing)


class MemoryDesksWork(MemoryTicketsWork):
    def __init__(self) -> None:
        super().__init__()
        self.desks = MemoryDesks(self)
        self.standings = MemoryStandings(self)
        self.audit = MemoryAudit()


class MemoryReading:
    def __init__(self, memory: MemoryDesksWork) -> None:
        self._memory = memory

    async def desks(self) -> Sequence[Desk]:
        return sorted(self._memory.desks.kept.values(), key=lambda one: one.kind)

    async def find(self, id: TicketId) -> Standing | None:
        return deepcopy(self._memory.standings.kept.get(id))

    async def of_front(self, agent: AgentId, *, before: str, most: int) -> Sequence[Standing]:
        found = [s for s in self._memory.standings.kept.values() if s.front == agent]
        found = [s for s in found if not before or s.ticket < before]
        return sorted(found, key=lambda one: one.ticket, reverse=True)[:most]

    async def of_conversation(self, id: ConversationId) -> Sequence[Standing]:
        return [deepcopy(one) for one in self._memory.standings.kept.values() if one.conversation == id]

    async def several(self, ids: Sequence[TicketId]) -> Sequence[Standing]:
        return [self._memory.standings.kept[id] for id in ids if id in self._memory.standings.kept]

    async def returned(self, id: TicketId, *, most: int) -> Sequence[Change]:
        return [c for c in self._memory.tickets.changes[id] if c.what is What.RETURNED][:most]


@dataclass
class Lookups:
    """The port ``Known``."""

    found: list[KnownTransaction] = field(default_factory=list)

    async def of_conversation(self, id: ConversationId) -> Sequence[KnownTransaction]:
        return self.found


@dataclass
class Owned:
    """The port ``Owners``."""

    by: dict[ConversationId, AgentId] = field(default_factory=dict)

    async def owner_of(self, id: ConversationId) -> AgentId | None:
        return self.by.get(id)


class Ears:
    """The port ``Outgoing``: a test transfer is not advised here either."""

    async def objections(self, text: str) -> Sequence[Objection]:
        if "test transfer" not in text:
            return []
        why = {"en": "No.", "zh-CN": "不行。"}
        return [Objection(rule="test-transfer", start=0, end=1, why=why, instead=why, may_pass=True)]


async def two_hours(at: datetime, minutes: int, _: TeamId) -> datetime:
    return at + timedelta(minutes=minutes)


class AtOnce:
    """``open_work`` whose next blocks begin when so many stand before the door: all have read by then."""

    def __init__(self, open_work: OpenWork) -> None:
        self._open_work = open_work
        self._door: asyncio.Barrier | None = None

    def next(self, many: int) -> None:
        self._door = asyncio.Barrier(many)

    def __call__(self) -> AbstractAsyncContextManager[Work]:
        return self._block()

    @asynccontextmanager
    async def _block(self) -> AsyncIterator[Work]:
        if self._door and await self._door.wait() == 0:
            self._door = None
        async with self._open_work() as work:
            yield work


@dataclass
class DeskRig:
    """Everything a test of desks turns. ``tickets``: the same ones, as agents without a desk see them."""

    tickets: TicketRig
    open_work: OpenWork
    reading: Reading
    waiting: Callable[[], Awaitable[Waiting]]
    lookups: Lookups = field(default_factory=Lookups)
    owners: Owned = field(default_factory=Owned)

    def __post_init__(self) -> None:
        self.clock: Hands = self.tickets.clock
        self.at_once = AtOnce(self.open_work)
        world = World(
            open_work=self.at_once,
            reading=self.reading,
            archive=self.tickets.archive,
            ticketing=self.tickets.work,
            conversations=Talks(),
            owners=self.owners,
            known=self.lookups,
            chains=on_chains(),
            business_time=two_hours,
            secret_in=lambda text: "mnemonic" if "abandon abandon" in text else None,
            clock=self.clock,
        )
        self.keeping = DeskKeeping(
            open_work=self.open_work, reading=self.reading, colleagues=Staff(), clock=self.clock
        )
        self.front, self.desk = Escalating(world), Reviewing(world, outgoing=Ears())
        self.following = Following(
            open_work=self.open_work, reading=self.reading, owners=self.owners, clock=self.clock
        )
        self.watching = Watching(open_work=self.open_work, reading=self.reading, clock=self.clock)

    @property
    def events(self) -> list[Event]:
        return self.tickets.events

    async def founded(self, kind: DeskKind = DeskKind.FUNDS, team: TeamId = FUNDS) -> None:
        await self.keeping.assign(LEAD, Desk(kind=kind, team=team, minutes=PROMISED))

    async def escalated(self, packet: Packet = WHOLE, *, review: bool = False) -> Escalated:
        await self.founded()
        asked = Escalation(
            kind=DeskKind.FUNDS, conversation=TALK, subject="USDT", packet=packet, review=review
        )
        return await self.front.escalate(FRONT, asked)

    async def stage(self, id: TicketId) -> Stage:
        standing = await self.reading.find(id)
        assert standing
        return standing.stage

    async def alarm(self, id: TicketId) -> datetime | None:
        job = (await self.waiting()).get((DUE, id))
        return job.run_at if job else None

    async def forget_alarm(self, id: TicketId) -> None:
        async with self.open_work() as work:
            work.cancel(DUE, id)

    def overdue(self) -> list[DeskOverdue]:
        return self.tickets.told(DeskOverdue)

    async def contacts(self) -> Ticket:
        """The ticket that the contact knows."""
        found = await self.tickets.work.list(LEAD, Listing(contact=ASKER))
        return next(one for one in found if one.type is TicketType.CONTACT)
