"""What the board asks others for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walletdesk.insights.board.model import Named, Pause, Shown
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.routing import Accuracy, Burden, Queue
from walletdesk.sla import Keeping as Keeping  # noqa: PLC0414 - as it is told by sla


class Line(Protocol):
    """The queues, as routing tells them."""

    async def queues(self, teams: Iterable[TeamId], *, most: int) -> Sequence[Queue]: ...
    async def burdens(self) -> Sequence[Burden]: ...


class Forecasts(Protocol):
    async def accuracy(self) -> Accuracy:
        """How often what waiting contacts were told came true, of late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A conversation for the board: what is shown of it, and what it is counted under."""

    shown: Shown
    team: TeamId | None
    language: str


class Talks(Protocol):
    async def seen(self, ids: Collection[ConversationId]) -> Mapping[ConversationId, Seen]:
        """Those of them that there are."""

    async def begun_since(self, at: datetime) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An active agent. ``since`` None: they have never said where they are."""

    agent: AgentId
    name: str
    state: str
    pause: Pause | None
    since: datetime | None
    languages: Sequence[str]
    teams: Sequence[TeamId]


class People(Protocol):
    async def people(self) -> Sequence[Person]: ...
    async def teams(self) -> Sequence[Named]: ...
    async def settable(self, viewer: AgentViewer) -> Collection[AgentId]:
        """Those whose availability the viewer may set."""


class Eyes(Protocol):
    def looking(self) -> Mapping[AgentId, Mapping[ConversationId, datetime]]:
        """What is open on the screens of each agent, since when."""


class Marks(Protocol):
    async def given(self, since: datetime) -> Mapping[int, int]:
        """How often each overall mark was given since then."""
