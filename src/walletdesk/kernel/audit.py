"""How any capability writes down what somebody did. Who keeps it, and seals it, is the staff."""

from datetime import datetime
from typing import Protocol


class Audit(Protocol):
    """Written in the same block as the change: both are kept, or neither."""

    async def note(self, at: datetime, actor: str, action: str, target: str) -> None: ...
