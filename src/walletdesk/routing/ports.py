"""What routing needs from the world."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId
from walletdesk.kernel.jobs import Job
from walletdesk.routing.model import Entry, Load, Member, Need, Policy, PoolCount
from walletdesk.routing.rules import Overflow, Weights
from walletdesk.routing.waits import Told


class Entries(Protocol):
    """The queue inside one write block. Rows are locked in the order of their ids, always before agents."""

    async def add(self, entry: Entry) -> bool:
        """False if the conversation has an entry already; nothing is changed then."""

    async def lock(self, conversation: ConversationId) -> Entry | None: ...
    async def lock_waiting(self, conversations: Collection[ConversationId]) -> Sequence[Entry]:
        """Those that still wait and nobody else is deciding about."""

    async def lock_of_agent(self, agent: AgentId) -> Sequence[Entry]: ...
    async def lock_of_contact(self, contact: ContactId) -> Sequence[Entry]:
        """In line, or out of it because the contact was gone."""

    async def save(self, *entries: Entry) -> None: ...


class Loads(Protocol):
    """How many conversations each agent has: kept exact in the block that changes them."""

    async def lock(self, agent: AgentId) -> Load: ...
    async def take(self, agent: AgentId, entries: Sequence[Entry], at: datetime) -> None:
        """They count from here on, with their weights."""

    async def release(self, agent: AgentId, entries: Sequence[Entry]) -> None: ...
    async def shift(self, agent: AgentId, units: int) -> None:
        """What they have weighs more, or less, from here on."""

    async def missed(self, agent: AgentId) -> int:
        """Note a missed offer; how many in a row."""

    async def answered(self, agent: AgentId) -> None:
        """The row of missed offers ends."""

    async def set_online(self, agent: AgentId, *, online: bool) -> None: ...
    async def set_gone(self, agent: AgentId, since: datetime | None) -> None: ...
    async def gone_since(self, agent: AgentId) -> datetime | None: ...
    async def recount(self) -> int:
        """Make every counter equal to its entries again; how many were wrong."""


class Work(Protocol):
    @property
    def entries(self) -> Entries: ...
    @property
    def loads(self) -> Loads: ...
    def emit(self, *events: Event) -> None: ...
    def hint(self, *hints: object) -> None: ...
    def schedule(self, *jobs: Job) -> None: ...
    def cancel(self, kind: str, key: str) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Lines(Protocol):
    """The queue as it is on disk, read without holding anybody up."""

    async def find(self, conversation: ConversationId) -> Entry | None: ...
    async def offered_to(self, agent: AgentId) -> Sequence[Entry]: ...
    async def needs(self) -> Sequence[Need]:
        """Of all pools in which somebody waits."""

    async def pools(self) -> Sequence[PoolCount]: ...
    async def oldest_waiting(self, pool: str, limit: int) -> Sequence[Entry]: ...
    async def first(self, pool: str, limit: int) -> Sequence[Entry]:
        """The head of the line, in its order: those who wait and those who are offered to somebody."""

    async def ahead(self, entry: Entry) -> int:
        """How many stand before it in its line."""

    async def long_waiting(self, pool: str, before: datetime, limit: int) -> Sequence[Entry]:
        """Waiting ones whose wait began before then, in the order of the line."""

    async def untold(self, pool: str, before: datetime, channel: str, limit: int) -> Sequence[Entry]:
        """Those of them whose contacts were not told of another way."""

    async def passed_over(self, limit: int) -> Sequence[Entry]:
        """Waiting ones that some agents may not get again, the longest waiting first."""

    async def overdue(self, before: datetime, limit: int) -> Sequence[Entry]:
        """Offered ones whose offer ran out before then, the longest ago first."""

    async def in_order(self, pool: str) -> Sequence[ConversationId]: ...
    async def line_in_order(self, line: str) -> Sequence[ConversationId]:
        """Those too whom a second team may take."""

    async def active(self, after: ConversationId | None, limit: int) -> Sequence[Entry]:
        """Waiting, offered and assigned ones, paged by id."""

    async def loads(self) -> Mapping[AgentId, Load]: ...
    async def load(self, agent: AgentId) -> Load | None: ...


class Staff(Protocol):
    async def members(self) -> Sequence[Member]:
        """Every active agent, offline ones too: why somebody waits depends on who could do it at all."""

    async def name_of(self, agent: AgentId) -> str: ...
    async def set_away(self, agent: AgentId) -> None: ...
    async def set_offline(self, agent: AgentId) -> None: ...


class Headed(Protocol):
    """What the conversation says of itself. ``status`` is resolved or closed when it is over."""

    @property
    def status(self) -> str: ...
    @property
    def assignee(self) -> AgentId | None: ...


class Talk(Headed, Protocol):
    """A conversation that may never have come to us."""

    @property
    def contact(self) -> ContactId: ...
    @property
    def channel(self) -> str: ...
    @property
    def locale(self) -> str: ...
    @property
    def team(self) -> TeamId | None: ...
    @property
    def priority(self) -> str: ...
    @property
    def waiting_since(self) -> datetime | None: ...


class Conversing(Protocol):
    """The conversation itself. What is over stays over: asking for it changes nothing."""

    async def assign(
        self, id: ConversationId, agent: AgentId, name: str, *, reason: str, team: TeamId | None = None
    ) -> Headed:
        """``team``: which takes it over with them."""

    async def unassign(self, id: ConversationId, *, reason: str, team: TeamId | None = None) -> Headed: ...


@dataclass(frozen=True, slots=True)
class Home:
    """Where a conversation belongs: the team that serves it, and who of it goes first if there is room.

    Without a team it belongs to none. ``priority``, ``skill`` and ``level`` are what it needs at least.
    """

    team: TeamId | None
    agent: AgentId | None = None
    priority: str = ""
    skill: str = ""
    level: int = 1


class Homes(Protocol):
    async def settle(self, conversation: ConversationId, contact: ContactId) -> Home | None:
        """Its home, with whose team the conversation stands from now on. None: anybody may serve it."""


class Heads(Protocol):
    async def find(self, id: ConversationId) -> Headed | None: ...


class Hours(Protocol):
    async def is_open(self, conversation: ConversationId, at: datetime) -> bool:
        """By the calendar in force for it."""


class MessagePath(Protocol):
    """What becomes of a question whose asker has gone: a message that will be answered. Safe to repeat."""

    async def leave_message(self, conversation: ConversationId) -> None: ...
    async def has_left_message(self, conversation: ConversationId) -> bool:
        """Whoever did need not stand in line."""


class Called(Protocol):
    async def is_to_be_called(self, conversation: ConversationId) -> bool:
        """Whether they wait for our call: whoever does need not keep a page open to keep their place."""


class Tell(Protocol):
    async def positions(self, changed: Mapping[ConversationId, int]) -> None:
        """The new places of those whose place changed, counted from 1."""


class Forecasts(Protocol):
    async def tell(self, pool: str, place: int, agents: int) -> Told | None:
        """How long one waits who stands there now. None: too little is known."""


class Rules(Protocol):
    """What leads set, as it is on disk."""

    async def weights(self) -> Weights: ...
    async def overflow(self) -> Sequence[Overflow]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All of it in one hand, for the use cases."""

    open_work: OpenWork
    lines: Lines
    staff: Staff
    clock: Clock
    policy: Policy
    forecasts: Forecasts
    rules: Rules
