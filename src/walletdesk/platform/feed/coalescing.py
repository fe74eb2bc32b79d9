"""What may be a moment late is told once for all that changed meanwhile."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Generic, TypeVar

LOG = logging.getLogger(__name__)


K = TypeVar("K")
V = TypeVar("V")


class Coalescer(Generic[K, V]):
    """Keeps the latest value per key and hands them over together, ``every`` seconds at most."""

    def __init__(self, every: float, flush: Callable[[Mapping[K, V]], Awaitable[None]]) -> None:
        self._every = every
        self._flush = flush
        self._waiting: dict[K, V] = {}
        self._task: asyncio.Task[None] | None = None

    def add(self, key: K, value: V) -> None:
        self._waiting[key] = value
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    def drop(self, key: K) -> None:
        self._waiting.pop(key, None)

    @property
    def is_idle(self) -> bool:
        return self._task is None

    async def idle(self) -> None:
        """Return when everything was handed over."""
        while not self.is_idle:  # noqa: ASYNC110 - for tests
            await asyncio.sleep(self._every / 10)

    async def _run(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(self._every)
                values, self._waiting = self._waiting, {}
                await self._flush(values)
        except Exception as failure:  # what it tells is a hint: the screen asks again
            LOG.warning(
                "not told", extra={"flush": self._flush.__qualname__, "error": type(failure).__name__}
            )
        finally:
            self._task = None
