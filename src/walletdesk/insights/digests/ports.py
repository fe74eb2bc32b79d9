"""What the figures by mail need from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

from walletdesk.insights.digests.model import Period, Subscription
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId
from walletdesk.kernel.jobs import Job


@dataclass(frozen=True, slots=True)
class Told:
    """One figure in words: as the screen has it, as it was the period before, and what is different."""

    title: str
    text: str
    before: str
    change: str


class Subscriptions(Protocol):
    async def hold(self, agent: AgentId) -> Subscription | None:
        """Held until the block ends."""

    async def save(self, subscription: Subscription) -> None: ...
    async def remove(self, agent: AgentId) -> bool: ...


class Archive(Protocol):
    """Committed reads."""

    async def find(self, agent: AgentId) -> Subscription | None: ...
    async def of_proof(self, proof: str) -> Subscription | None: ...
    async def agents(self) -> Sequence[AgentId]:
        """Whoever has a subscription."""


class Work(Protocol):
    """One transaction."""

    @property
    def subscriptions(self) -> Subscriptions: ...
    @property
    def audit(self) -> Audit: ...
    def emit(self, *events: Event) -> None: ...
    def schedule(self, *jobs: Job) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Leads(Protocol):
    async def __call__(self, agent: AgentId, /) -> bool:
        """Whether this agent works here and is a lead or an admin."""


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Count one; ``TooMany`` when ``key`` was counted more than ``n`` times within ``seconds``."""


class Figures(Protocol):
    async def __call__(self, period: Period, locale: str, /) -> Sequence[Told]:
        """Those of the reports, in the order of the mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLetter:
    """What the mail needs. ``stop`` holds a secret: it goes into the mail and nowhere else."""

    period: Period
    figures: Sequence[Told]
    link: str
    stop: str = field(repr=False)
