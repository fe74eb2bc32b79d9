"""Waiting for what comes by itself; the limit says that it did not."""

import asyncio
from collections.abc import Callable


async def until(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - the one place where tests look again and again
            await asyncio.sleep(0.002)
