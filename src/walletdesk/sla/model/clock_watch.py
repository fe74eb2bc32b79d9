"""Whether to believe the wall clock. One that was just set rings no alarms until it has stood for a while."""

from datetime import datetime, timedelta

TOLERANCE = timedelta(seconds=60)  # less is the slow correction that every clock gets
SETTLE = timedelta(minutes=5)  # a wrong time from a broken time server is usually put right by then


class ClockWatch:
    """Compares the wall clock with a clock that cannot be set. Each call is a look at both."""

    def __init__(self, *, tolerance: timedelta = TOLERANCE, settle: timedelta = SETTLE) -> None:
        self._tolerance = tolerance
        self.settle = settle
        self._last: tuple[datetime, float] | None = None
        self._doubted_since: float | None = None

    def believes(self, wall: datetime, steady: float) -> bool:
        """``steady`` in seconds, such as ``time.monotonic()``."""
        if self._last is not None and self._jumped(wall, steady, self._last):
            self._doubted_since = steady
        self._last = (wall, steady)
        if self._doubted_since is None:
            return True
        return steady - self._doubted_since >= self.settle.total_seconds()

    def _jumped(self, wall: datetime, steady: float, last: tuple[datetime, float]) -> bool:
        expected = last[0] + timedelta(seconds=steady - last[1])
        return abs(wall - expected) > self._tolerance
