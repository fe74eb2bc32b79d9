"""A rest after failures, so that a model that is down costs nobody a wait."""

from datetime import datetime, timedelta

MOST_FAILURES = 4  # one after another
FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(minutes=15)  # doubled each time it fails again


class Breaker:
    def __init__(self) -> None:
        self._failures = 0
        self._rest = FIRST_REST
        self._until: datetime | None = None

    def is_resting(self, now: datetime) -> bool:
        return self._until is not None and now < self._until

    def failed(self, now: datetime) -> None:
        """After a rest the first failure brings the next one."""
        self._failures += 1
        if self._failures >= MOST_FAILURES or self._until is not None:
            self._until, self._rest = now + self._rest, min(2 * self._rest, LONGEST_REST)
            self._failures = 0

    def worked(self) -> None:
        self._failures, self._rest, self._until = 0, FIRST_REST, None
