"""What promises need from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walletdesk.kernel.audit import Audit
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.sla.model import Metric, Policy, PolicyId, Promise, Where
from walletdesk.sla.model.promise import ANYWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a conversation stands: what targets depend on, and whether anybody still waits."""

    priority: str
    channel: str
    answered_at: datetime | None = None
    over: bool = False
    own: int | None = None  # minutes of business time that hold here, whatever the policy says
    where: Where = ANYWHERE


class Conversations(Protocol):
    async def standing(self, conversation: ConversationId, since: datetime) -> Standing | None:
        """None when there is no such conversation (any more).

        ``answered_at``: when an agent first wrote to the contact at or after ``since``; ``over``: resolved
        or closed.
        """


class Tickets(Protocol):
    async def state(self, ticket: str, conversation: ConversationId) -> str | None:
        """None when it belongs to this conversation no more."""


class Reading(Protocol):
    """Committed reads."""

    async def policy(self, id: PolicyId) -> Policy | None: ...
    async def promise(self, conversation: ConversationId, metric: Metric) -> Promise | None:
        """The last one made."""

    async def running(self, after: Promise | None, most: int) -> Sequence[Promise]:
        """A page of all promises that run, in the order of their conversations and metrics."""

    async def open_of(self, conversation: ConversationId) -> Sequence[Promise]:
        """What is still owed in one, broken or not."""


class SavedPolicies(Protocol):
    async def add(self, policy: Policy, at: datetime) -> bool: ...
    async def replace(self, policy: Policy, at: datetime) -> bool: ...


class Promises(Protocol):
    async def last(self, conversation: ConversationId, metric: Metric) -> Promise | None:
        """Held until the block ends."""

    async def add(self, promise: Promise) -> bool:
        """False when this round was begun already."""

    async def save(self, promise: Promise) -> None: ...


class Work(Protocol):
    """One transaction."""

    @property
    def policies(self) -> SavedPolicies: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def promises(self) -> Promises: ...
    def emit(self, *events: Event) -> None: ...
    def schedule(self, *jobs: Job) -> None: ...
    def cancel(self, kind: str, key: str) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]
