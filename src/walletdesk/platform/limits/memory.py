"""Counting in this process, in bounded memory."""

import time
from collections.abc import Callable

from walletdesk.kernel.errors import TooMany

MOST_KEYS = 100_000  # about 20 MB; beyond it the oldest are forgotten


class MemoryLimiter:
    """A leaking bucket per key: ``n`` at once, then one every ``seconds / n``. One number is kept per key."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._full_until: dict[str, float] = {}  # when the bucket of this key will be empty again

    async def hit(self, key: str, n: int, seconds: int) -> None:
        now = self._seconds()
        share = seconds / n
        empty_at = max(self._full_until.pop(key, now), now) + share
        if empty_at - now > seconds + share / 2:
            self._full_until[key] = empty_at - share
            raise TooMany(retry_after=max(1, round(empty_at - now - seconds)))
        self._full_until[key] = empty_at  # put back last: the first ones are those not seen for longest
        if len(self._full_until) > MOST_KEYS:
            self._forget(now)

    def _forget(self, now: float) -> None:
        for key in [key for key, until in self._full_until.items() if until <= now]:
            del self._full_until[key]
        while len(self._full_until) > MOST_KEYS * 9 // 10:
            del self._full_until[next(iter(self._full_until))]
