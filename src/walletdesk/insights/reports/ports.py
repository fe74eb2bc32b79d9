"""What reports need from the world."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from walletdesk.conversations import Conversation, Item
from walletdesk.insights.reports.model.facts import Fact
from walletdesk.insights.reports.model.figures import Figure, Of
from walletdesk.insights.reports.model.reports import By
from walletdesk.insights.reports.model.stretches import Stretch
from walletdesk.insights.reports.model.tally import Counted, Which
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import AgentViewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a report: both days count. What is empty means any."""

    first: date
    last: date
    by: By
    channel: str = ""
    team: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """Of whom something was told since they were counted; ``mark`` moves with each telling."""

    about: str
    mark: int


class Facts(Protocol):
    """Committed reads."""

    async def of(self, about: Collection[str]) -> Mapping[str, Sequence[Fact]]: ...
    async def stale(self, most: int) -> Sequence[Stale]: ...
    async def begun(self, about: Collection[str]) -> Collection[str]:
        """Those of them whose begin is known."""

    async def outdated(self, before: datetime, most: int) -> Sequence[str]:
        """Those of whom nothing was told since then."""


class Past(Protocol):
    async def latest(self, before: tuple[int, str] | None, most: int) -> Sequence[Conversation]:
        """Whatever they are now, last message first. ``before``: moment (ms) and id of the last one seen."""

    async def items(self, id: ConversationId) -> Sequence[Item]:
        """All of them, in order."""


class Figures(Protocol):
    """Committed reads, made for reports: none looks at a single conversation."""

    async def counted(
        self, of: Collection[Of], asked: Asked, *, lengths: bool = False
    ) -> Sequence[tuple[str | int, Counted]]:
        """By the key of a row: a day's ordinal, an hour, a name, as ``asked.by`` says.

        Without ``lengths`` their seconds are None, and what is alike then is counted by the database.
        """

    async def stretches(
        self, of: Of, asked: Asked, since: int, until: int, *, agent: str = ""
    ) -> Sequence[Stretch]:
        """Those that began before ``until`` and did not end before ``since``, whatever the days asked for.

        Of ``agent`` alone, where one is named.
        """

    async def behind(
        self, which: Which, asked: Asked, key: str | int, most: int
    ) -> Sequence[tuple[ConversationId, int, int | None]]:
        """Conversations behind a cell, longest and then newest first: with when it was, and how long."""

    async def replies(self, asked: Asked, *, agent: str = "") -> Mapping[str, int]:
        """How many replies each agent gave, or the named one."""


class Work(Protocol):
    """One transaction."""

    async def tell(self, facts: Sequence[Fact]) -> None:
        """Keep them, and that they are to be counted. Those that are known change nothing."""

    async def count(self, made: Sequence[tuple[Stale, Sequence[Figure]]]) -> None:
        """Put these in place of what was counted, but of those who were told of meanwhile."""

    async def count_anew(self) -> int:
        """Everybody is to be counted again; how many."""

    async def forget(self, about: Collection[str]) -> None: ...
    async def forget_before(self, at: datetime, day: int) -> None:
        """What those did that are still heard of."""

    def schedule(self, *jobs: Job) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Names(Protocol):
    """What the ids in a report are called."""

    async def teams(self) -> Mapping[str, str]: ...
    async def agents(self) -> Mapping[str, str]: ...
    async def topics(self, locale: str) -> Mapping[str, str]: ...
    async def capacities(self) -> Mapping[str, int]:
        """The limit of each agent now."""

    async def weights(self) -> Mapping[str, int]:
        """What a conversation of each channel weighs now, in hundredths."""


class Talks(Protocol):
    async def seen_by(
        self, viewer: AgentViewer, ids: Collection[ConversationId]
    ) -> Mapping[ConversationId, "Talk"]:
        """Those of them that the viewer may read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    subject: str
    status: str
    assignee: AgentId | None
