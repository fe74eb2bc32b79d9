"""What the work against fakes needs from the world."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from walletdesk.impersonation.model import Campaign, Indicator, IndicatorKind, Report, State, Takedown
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.viewers import ContactViewer

Judge = Callable[[str], bool]


class Reader(Protocol):
    """Takes apart what people paste, however it is spelled. Nothing is opened or looked up."""

    def read(self, value: str, kind: IndicatorKind | None) -> Indicator | None:
        """``kind`` None: whatever it looks like. None: it is nothing of the kind."""

    def mentioned(self, text: str) -> Collection[Indicator]: ...

    def is_ours(self, indicator: Indicator) -> bool:
        """An official channel, or a place so shared that it cannot be called a fake as a whole."""


class Talks(Protocol):
    async def is_theirs(self, viewer: ContactViewer, conversation: ConversationId) -> bool: ...


class Tell(Protocol):
    async def fact(self, conversation: ConversationId, what: str, fake: Indicator) -> None:
        """Into the thread, for all to see, once. A conversation that is over or not there is passed over."""

    async def newest_of(self, contact: ContactId) -> ConversationId | None:
        """Where this contact reads what we tell them; None where they have no conversation to read."""


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Raises TooMany. Over all nodes, and over a restart."""


class Archive(Protocol):
    """Committed reads."""

    async def campaigns(self, states: Collection[State], *, most: int) -> Sequence[Campaign]:
        """The last met first."""

    async def campaign(self, id: str) -> Campaign | None: ...
    async def known(self, indicators: Collection[Indicator]) -> Sequence[Campaign]: ...
    async def report(self, id: str) -> Report | None: ...
    async def told(self, campaign: str, contact: ContactId) -> Report | None:
        """What this contact had told of it."""

    async def reports_of(self, campaign: str, *, after: str = "", most: int) -> Sequence[Report]:
        """In the order of their ids."""

    async def takedowns_of(self, campaign: str) -> Sequence[Takedown]: ...


class Campaigning(Protocol):
    async def of_indicator(self, indicator: Indicator) -> Campaign | None:
        """Held until the block ends."""

    async def find(self, id: str) -> Campaign | None:
        """Held until the block ends."""

    async def add(self, campaign: Campaign) -> bool:
        """False where another of this indicator was first: nothing was added."""

    async def save(self, campaign: Campaign) -> None: ...
    async def has_told(self, campaign: str, contact: ContactId) -> Report | None: ...
    async def add_report(self, report: Report) -> None: ...
    async def put_takedown(self, takedown: Takedown) -> None: ...


class Work(Protocol):
    """One transaction."""

    @property
    def fakes(self) -> Campaigning: ...
    @property
    def audit(self) -> Audit: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]
