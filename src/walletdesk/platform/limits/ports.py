"""The port that a store of several nodes fills as well."""

from typing import Protocol


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Count one; TooMany, with the time to wait, when ``key`` had its ``n`` within ``seconds``."""
