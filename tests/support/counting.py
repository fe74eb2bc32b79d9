"""A limiter that only counts: nothing is forgotten with time."""

from collections import Counter

from walletdesk.kernel.errors import TooMany


class CountingLimiter:
    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()

    async def hit(self, key: str, n: int, seconds: int) -> None:
        self.hits[key] += 1
        if self.hits[key] > n:
            raise TooMany(retry_after=seconds)
