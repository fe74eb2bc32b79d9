"""What keeping the rules needs."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from walletdesk.kernel.audit import Audit
from walletdesk.safety.advice.model import RuleChange


class Changes(Protocol):
    """Committed reads."""

    async def all(self) -> Sequence[RuleChange]:
        """In the order of their ids."""


class SavedChanges(Protocol):
    async def put(self, change: RuleChange, at: datetime) -> bool:
        """Keep it as the version after the one before. False when somebody else was quicker."""

    async def remove(self, id: str) -> bool: ...


class Work(Protocol):
    @property
    def changes(self) -> SavedChanges: ...
    @property
    def audit(self) -> Audit: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]
