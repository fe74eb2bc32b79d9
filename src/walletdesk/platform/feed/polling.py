"""The live line by long poll, for networks that let no socket through. Who polls is there, as on a socket."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from walletdesk.platform.feed.hub import Hub

LONGEST = 25.0  # seconds, below the 30 that proxies commonly allow
PAUSE = 2 * LONGEST  # seconds without a poll after which somebody is gone

RESET = '{"t":"reset"}'

Leave = Callable[[], Coroutine[None, None, None]]


class _Waiter:
    """A listener that only wants to know that there is something."""

    __slots__ = ("_came", "ended")

    def __init__(self) -> None:
        self._came = asyncio.Event()
        self.ended = False

    def put(self, frame: str) -> None:
        self._came.set()

    def end(self, frame: str) -> None:
        self.ended = True
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
    ended: bool = False  # the line was closed on our side, as a socket is closed


async def poll(hub: Hub, key: str, epoch: str, n: int, *, seconds: float = LONGEST) -> Polled:
    """Frames after ``n``; waits for one if there are none. A strange epoch gets a single ``reset`` frame."""
    waiter = _Waiter()
    feed = hub.join(key, waiter)
    try:
        if not epoch:
            return Polled(feed.epoch, feed.n, [])
        frames = feed.since(epoch, n)
        if frames is None:
            return Polled(feed.epoch, feed.n, [RESET])
        if not frames:
            await waiter.wait(seconds)
            frames = feed.since(epoch, n)
            if frames is None:  # forgotten while we waited
                return Polled(feed.epoch, feed.n, [RESET])
        return Polled(feed.epoch, feed.n, frames, waiter.ended)
    finally:
        hub.leave(key, waiter)


class _Stay:
    """The place of somebody between two polls. It hears only that the line was ended."""

    __slots__ = ("_over", "_timer", "leave")

    def __init__(self, leave: Leave, over: Callable[[], None]) -> None:
        self.leave = leave
        self._over = over
        self._timer = asyncio.get_running_loop().call_later(PAUSE, over)

    def put(self, frame: str) -> None:
        """The feed keeps it for the next poll."""

    def end(self, frame: str) -> None:
        self._over()

    def cancel(self) -> None:
        self._timer.cancel()


class Polling:
    """Keeps the place of those who poll: somebody who is about to ask again has not gone."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._stays: dict[str, _Stay] = {}
        self._leaving: set[asyncio.Task[None]] = set()

    async def poll(self, key: str, epoch: str, n: int, leave: Leave) -> Polled:
        """``leave`` is called once: when a later poll took over, none came in time, or the line was ended."""
        ended = False
        try:
            polled = await poll(self._hub, key, epoch, n)
            ended = polled.ended
            return polled
        finally:
            before = self._release(key)
            if ended:
                await leave()
            else:
                self._keep(key, leave)
            if before is not None:
                await before()

    async def end(self) -> None:
        """The process stops, and with it every line."""
        for key in [*self._stays]:
            self._over(key)
        await asyncio.gather(*self._leaving)

    def _keep(self, key: str, leave: Leave) -> None:
        stay = self._stays[key] = _Stay(leave, partial(self._over, key))
        self._hub.join(key, stay)

    def _release(self, key: str) -> Leave | None:
        stay = self._stays.pop(key, None)
        if stay is None:
            return None
        stay.cancel()
        self._hub.leave(key, stay)
        return stay.leave

    def _over(self, key: str) -> None:
        if leave := self._release(key):
            task = asyncio.ensure_future(leave())
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)
