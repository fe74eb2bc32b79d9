"""What surveys need from the world."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walletdesk.kernel.audit import Audit
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, SurveyId, TeamId, TicketId
from walletdesk.surveys.model import Figure, Review, ReviewId, Settings, Survey

SecretIn = Callable[[str], str | None]
"""Names the kind of secret that a text holds, or None."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review with the answer that it is about."""

    review: Review
    survey: Survey


class Archive(Protocol):
    """Committed reads."""

    async def find(self, id: SurveyId) -> Survey | None: ...
    async def of_matter(self, matter: str) -> Survey | None:
        """By the id of its conversation, or of a ticket of it."""

    async def open_of(self, contact: ContactId, since: datetime) -> Sequence[Survey]:
        """Asked since then, not withdrawn and not answered since; the last asked first."""

    async def given(self, since: datetime) -> Mapping[int, int]:
        """How often each overall mark was given since then."""

    async def figures(
        self, since: datetime, until: datetime, *, low: int, agent: AgentId | None = None
    ) -> Sequence[Figure]:
        """Of what was answered then, in stretches of a quarter of an hour; of one agent, or of all."""

    async def asked(self, since: datetime, until: datetime) -> int:
        """How many were asked then."""

    async def settings(self) -> Settings: ...


class ReviewArchive(Protocol):
    async def reviews(self, *, is_open: bool, team: TeamId | None, most: int) -> Sequence[Reviewed]:
        """The oldest open one first; of those that are done, the latest."""

    async def open_count(self) -> int: ...


class Surveys(Protocol):
    async def claim(self, matters: Sequence[str], survey: SurveyId) -> SurveyId:
        """Whose these matters are: this survey's, or that of the first that claimed one of them."""

    async def add(self, survey: Survey) -> None: ...
    async def get(self, id: SurveyId) -> Survey | None:
        """Held until the block ends."""

    async def of_matter(self, matter: str) -> Survey | None:
        """Held until the block ends."""

    async def save(self, survey: Survey) -> None: ...
    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None: ...


class Reviews(Protocol):
    async def add(self, review: Review) -> None: ...
    async def get(self, id: ReviewId) -> Review | None:
        """Held until the block ends."""

    async def open_of(self, survey: SurveyId) -> Review | None: ...
    async def save(self, review: Review) -> None: ...


class KeptSettings(Protocol):
    async def get(self) -> Settings:
        """Those in force; those of a new installation where none were kept."""

    async def replace(self, settings: Settings, at: datetime) -> bool:
        """False when another version is in force than the one before these."""


class Work(Protocol):
    """One transaction."""

    @property
    def surveys(self) -> Surveys: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def settings(self) -> KeptSettings: ...
    @property
    def audit(self) -> Audit: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class GivenMarks(Protocol):
    """What a channel hands over: any mark may be missing."""

    @property
    def overall(self) -> int | None: ...
    @property
    def speed(self) -> int | None: ...
    @property
    def manner(self) -> int | None: ...
    @property
    def professionalism(self) -> int | None: ...
    @property
    def solved(self) -> int | None: ...
    @property
    def comment(self) -> str: ...


class Talk(Protocol):
    """The little that is read of a conversation."""

    @property
    def team(self) -> TeamId | None: ...
    @property
    def channel(self) -> str: ...
    @property
    def is_over(self) -> bool: ...


class MayReopen(Protocol):
    async def __call__(self, survey: Survey, /) -> bool:
        """Whether what it is about can be opened again: what is closed stays closed."""


class Talks(Protocol):
    async def __call__(self, conversation: ConversationId, /) -> Talk | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketOf:
    """``follows``: it goes the way of its conversation by itself, and is no matter of its own."""

    team: TeamId | None
    owner: AgentId | None
    is_contacts: bool
    follows: bool
    locale: str


class Tickets(Protocol):
    """What is known of tickets beside us."""

    async def find(self, ticket: TicketId) -> TicketOf | None: ...
    async def of_conversation(self, conversation: ConversationId) -> Sequence[TicketId]: ...


NowSettings = Callable[[], Awaitable[Settings]]
