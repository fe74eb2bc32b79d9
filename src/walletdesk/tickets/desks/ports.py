"""What desks need from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from walletdesk.kernel.audit import Audit
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId, TicketId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.objections import Objection
from walletdesk.tickets.desks.model import Desk, DeskKind, Standing
from walletdesk.tickets.model import Change, State
from walletdesk.tickets.ports import Tickets


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTransaction:
    """A transaction that is spoken of in a conversation. What is empty is not known."""

    chain: str
    tx_id: str
    address: str = ""


class Known(Protocol):
    """What was looked up before anybody was asked to fill it in."""

    async def of_conversation(self, id: ConversationId) -> Sequence[KnownTransaction]: ...


class NothingKnown:
    """Where nothing looks up transactions."""

    async def of_conversation(self, id: ConversationId) -> Sequence[KnownTransaction]:
        return ()


class BusinessTime(Protocol):
    async def __call__(self, at: datetime, minutes: int, team: TeamId, /) -> datetime | None:
        """So many minutes later while this team is there; None where it never is."""


class Owners(Protocol):
    async def owner_of(self, id: ConversationId) -> AgentId | None:
        """Who has the conversation now."""


class Watch(Protocol):
    """Whether the clock may be believed: it was not set a moment ago."""

    @property
    def settle(self) -> timedelta:
        """After this it is believed again."""

    def believes(self, wall: datetime, steady: float) -> bool: ...


class Outgoing(Protocol):
    """What speaks against a text that a contact would read."""

    async def objections(self, text: str) -> Sequence[Objection]: ...


class Reading(Protocol):
    """Committed reads."""

    async def desks(self) -> Sequence[Desk]: ...
    async def find(self, id: TicketId) -> Standing | None: ...
    async def of_front(self, agent: AgentId, *, before: str, most: int) -> Sequence[Standing]:
        """What this agent escalated, the last first; ``before`` is the id of the last one seen, or empty."""

    async def of_conversation(self, id: ConversationId) -> Sequence[Standing]: ...
    async def several(self, ids: Sequence[TicketId]) -> Sequence[Standing]: ...
    async def returned(self, id: TicketId, *, most: int) -> Sequence[Change]:
        """What the desk told the front, the first first."""


class Desks(Protocol):
    async def get(self, kind: DeskKind) -> Desk | None:
        """Held until the block ends."""

    async def save(self, desk: Desk, at: datetime) -> bool:
        """False where it is not the version after the one that is kept: nothing was changed."""

    async def move(self, kind: DeskKind, team: TeamId) -> None:
        """Every ticket of the desk goes with it."""


class Standings(Protocol):
    async def get(self, id: TicketId) -> Standing:
        """Loaded for change. Raises NotFound."""

    async def at_desk(
        self, kind: DeskKind, *, conversation: ConversationId | None, parent: TicketId | None
    ) -> str | None:
        """What a ticket is called that this desk has of either and is not done with.

        Who holds the desk's row knows that no second one is being opened meanwhile.
        """

    async def states_for(self, parent: TicketId) -> Sequence[State]:
        """Of all desks' tickets about it. Who holds ``parent`` reads what others have kept."""

    async def is_asked_outside(self, parent: TicketId) -> bool:
        """Whether it waits for an answer to a question of its own."""

    async def add(self, standing: Standing) -> None: ...
    async def save(self, standing: Standing) -> None: ...


class Work(Protocol):
    """One transaction."""

    @property
    def tickets(self) -> Tickets: ...
    @property
    def desks(self) -> Desks: ...
    @property
    def standings(self) -> Standings: ...
    @property
    def audit(self) -> Audit: ...
    def emit(self, *events: Event) -> None: ...
    def schedule(self, *jobs: Job) -> None: ...
    def cancel(self, kind: str, key: str) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Colleagues(Protocol):
    async def is_team(self, id: TeamId) -> bool: ...
