"""Waiting for what comes by itself; the limit says that it did not."""

import asyncio
from collections.abc import Awaitable, Callable


async def until(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - the one place where tests look again and again
            await asyncio.sleep(0.002)


async def until_kept(holds: Callable[[], Awaitable[bool]], seconds: float = 10.0) -> None:
    """The same of what has to be read."""
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.002)
