"""What the honest wait needs from the world."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from walletdesk.routing.waits.model import Accuracy, HourMeasured, Wait


class Histories(Protocol):
    """Waits that are over."""

    async def lately(self, pool: str, limit: int) -> Sequence[Wait]:
        """The latest who stood in this line and are out of it, taken or not, in the order of leaving."""

    async def accuracy(self, limit: int) -> Accuracy:
        """Of the latest that were told a range and were served, in whatever queue."""

    async def hours(self, since: datetime) -> Sequence[HourMeasured]:
        """Hour by hour, whoever joined a line or would have."""
