"""The live line by long poll, for networks that let no socket through."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from walletdesk.platform.feed.hub import Hub

LONGEST = 25.0  # seconds, below the 30 that proxies commonly allow


class _Waiter:
    """A listener that only wants to know that there is something."""

    __slots__ = ("_came",)

    def __init__(self) -> None:
        self._came = asyncio.Event()

    def put(self, frame: str) -> None:
        self._came.set()

    def end(self, frame: str) -> None:
        self._came.set()

    async def wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._came.wait()


@dataclass(frozen=True, slots=True)
class Polled:
    epoch: str
    n: int
    frames: list[str]


async def poll(hub: Hub, key: str, epoch: str, n: int, *, seconds: float = LONGEST) -> Polled:
    """Frames after ``n``; waits for one if there are none. A strange epoch gets a single ``reset`` frame."""
    waiter = _Waiter()
    feed = hub.join(key, waiter)
    try:
        if not epoch:
            return Polled(feed.epoch, feed.n, [])
        frames = feed.since(epoch, n)
        if frames is None:
            return Polled(feed.epoch, feed.n, ['{"t":"reset"}'])
        if not frames:
            await waiter.wait(seconds)
            frames = feed.since(epoch, n) or []
        return Polled(feed.epoch, feed.n, frames)
    finally:
        hub.leave(key, waiter)
