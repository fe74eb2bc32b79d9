"""Tells waits from the history, learned anew every minute and only of queues that somebody asks about."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from walletdesk.kernel.clock import Clock
from walletdesk.routing.waits.model import Accuracy, Estimator, HourMeasured, QuietHour, Told, quietest
from walletdesk.routing.waits.ports import Histories

LEARN_EVERY: Final = timedelta(minutes=1)
COUNT_EVERY: Final = timedelta(hours=1)
_LEARNED = 2_000  # waits of a queue, those who left among them
_JUDGED = 200  # ranges that were told
_LOOKED_BACK: Final = timedelta(weeks=4)


@dataclass(slots=True)
class _Learned:
    at: datetime
    estimator: Estimator
    told: dict[tuple[int, int], Told | None] = field(default_factory=dict)


class Forecasting:
    """``zone``: where the installation is; hours of a day and weekends are those of its clocks."""

    def __init__(self, histories: Histories, *, clock: Clock, zone: str) -> None:
        self._histories = histories
        self._clock = clock
        self._zone = ZoneInfo(zone)
        self._learned: dict[str, _Learned] = {}
        self._accuracy: tuple[datetime, Accuracy] | None = None
        self._hours: tuple[datetime, Sequence[HourMeasured]] | None = None

    async def tell(self, pool: str, place: int, agents: int) -> Told | None:
        """None: too little is known, or nobody is there."""
        if place < 1 or agents < 1:
            return None
        now = self._clock()
        learned = self._learned.get(pool)
        if learned is None or not _is_fresh(learned.at, now, LEARN_EVERY):
            waits = await self._histories.lately(pool, _LEARNED)
            learned = self._learned[pool] = _Learned(now, Estimator(self._local, waits))
        if (place, agents) not in learned.told:
            learned.told[place, agents] = learned.estimator.tell(place, agents, now)
        return learned.told[place, agents]

    async def accuracy(self) -> Accuracy:
        """How often what we told came true, of late."""
        now = self._clock()
        if self._accuracy is None or not _is_fresh(self._accuracy[0], now, LEARN_EVERY):
            self._accuracy = now, await self._histories.accuracy(_JUDGED)
        return self._accuracy[1]

    async def quietest(self, hours: Sequence[datetime]) -> list[QuietHour]:
        """Of these hours to come those in which one waits least."""
        now = self._clock()
        if self._hours is None or not _is_fresh(self._hours[0], now, COUNT_EVERY):
            self._hours = now, await self._histories.hours(now - _LOOKED_BACK)
        return quietest(self._hours[1], hours, self._local)

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self._zone)


def _is_fresh(at: datetime, now: datetime, lasts: timedelta) -> bool:
    return timedelta(0) <= now - at < lasts
