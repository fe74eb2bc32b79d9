"""What callbacks need from the world: their table, the calendar, the queue, and somebody who can dial."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from walletdesk.callbacks.model import Call, Callback, Rules
from walletdesk.conversations import Conversation
from walletdesk.hours import Place, Timetable
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, CallbackId, CallId, ContactId, ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import Viewer


class Archive(Protocol):
    """Committed reads."""

    async def find(self, id: CallbackId) -> Callback | None: ...
    async def call(self, id: CallId) -> Call | None: ...
    async def call_known_as(self, provider_id: str) -> Call | None: ...
    async def live_of(self, conversation: ConversationId) -> Callback | None: ...
    async def of_conversation(self, conversation: ConversationId) -> Sequence[Callback]:
        """The latest first."""

    async def of_contact(self, contact: ContactId) -> Sequence[Callback]:
        """Those that are not over by their time, then the others, the latest first."""

    async def calls_of(self, conversation: ConversationId) -> Sequence[Call]:
        """The latest first."""

    async def taken(self, since: datetime, until: datetime) -> Mapping[datetime, int]:
        """How many places of each half hour are given away."""

    async def rules(self) -> Rules: ...


class Callbacks(Protocol):
    """Rows of one block, held until it ends."""

    async def add(self, callback: Callback) -> bool:
        """False where the conversation has one that is not over."""

    async def find(self, id: CallbackId) -> Callback | None: ...
    async def save(self, callback: Callback) -> None: ...
    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None: ...
    async def forget_numbers(self, before: datetime) -> int:
        """Of all that were over by then; how many."""


class Seats(Protocol):
    async def take(self, slot: datetime, id: CallbackId, *, most: int) -> bool:
        """One of ``most`` places of this half hour; of two who want the last one, one gets it."""

    async def free(self, id: CallbackId) -> None: ...


class Calls(Protocol):
    async def add(self, call: Call) -> bool:
        """False while another call of this agent runs."""

    async def find(self, id: CallId) -> Call | None: ...
    async def save(self, call: Call) -> None: ...


class RulesKept(Protocol):
    async def replace(self, rules: Rules) -> bool:
        """In place of the version before; False where another came first."""


class Work(Protocol):
    """One transaction."""

    @property
    def callbacks(self) -> Callbacks: ...
    @property
    def seats(self) -> Seats: ...
    @property
    def calls(self) -> Calls: ...
    @property
    def rules(self) -> RulesKept: ...
    @property
    def audit(self) -> Audit: ...
    def emit(self, *events: Event) -> None: ...
    def schedule(self, *jobs: Job) -> None: ...
    def cancel(self, kind: str, key: str) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Hours(Protocol):
    async def covering(self, place: Place) -> Timetable:
        """Of the calendar in force there."""


class Talks(Protocol):
    """What ``conversations.Reading`` is."""

    async def seen_by(self, viewer: Viewer, id: ConversationId) -> Conversation:
        """Raises NotFound for what is not there and for what is not theirs."""

    async def find(self, id: ConversationId) -> Conversation | None: ...
    async def of_contact(self, contact: ContactId, *, most: int = ...) -> Sequence[Conversation]: ...


class StopsSecrets(Protocol):
    async def stop_secret(self, id: ConversationId, secret: str, size: str = ...) -> None:
        """Raises SecretStopped, always."""


class Floor(Protocol):
    """The queue and its people. Each is safe to repeat."""

    async def bring(self, conversation: ConversationId, *, ahead: bool) -> None:
        """In line for a person, opened again if need be; ``ahead`` of those without an appointment."""

    async def pass_on(self, conversation: ConversationId, agent: AgentId) -> None:
        """Their phone was not picked up: to somebody else, at its own place."""


class Watch(Protocol):
    """Whether the clock may be believed: it was not set a moment ago."""

    @property
    def settle(self) -> timedelta:
        """After this it is believed again."""

    def believes(self, wall: datetime, steady: float) -> bool: ...


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Raises TooMany."""


class Numbers(Protocol):
    def read(self, typed: str) -> str:
        """In E.164, the plus sign first. Raises Invalid for what is no number we may call.

        Only with its country code: a guess is shown first (``guess``), and comes back as what they confirm.
        """

    def guess(self, typed: str, locale: str) -> str:
        """What a number without its country code may mean, whole; empty where nothing is to be guessed."""

    def sealed(self, number: str) -> str:
        """By what it is known again where it must not stand itself."""


SecretIn = Callable[[str], str | None]
Spoken = Callable[[CallbackId, int], str]
"""The number that our agent says first at this ring, and the contact's own page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One call, as a provider gets it. ``call`` is ours, the same however often we ask."""

    call: CallId
    agent: AgentId
    number: str = field(repr=False)
    locale: str


class CallProvider(Protocol):
    """Somebody who can dial: a telephone exchange, a SIP trunk, a service.

    Each answers at once and calls meanwhile; what became of it comes to ``Calling.heard``, perhaps twice,
    late or never. **Idempotent by** ``Line.call``: we ask again whenever we cannot know whether an earlier
    question arrived (our process was killed between asking and noting it), and no phone may ring twice for
    it. Where a service has no key for that, its adapter keeps what it asked for.
    """

    async def ring_agent(self, line: Line) -> str:
        """Ring our agent's phone; by what the provider knows this call."""

    async def ring_contact(self, line: Line) -> None:
        """Ring the contact's phone, and join both when it is answered."""

    async def hang_up(self, call: CallId) -> None:
        """Both ends. What is over stays over."""
