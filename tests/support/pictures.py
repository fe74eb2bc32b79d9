"""Whoever looks at pictures in tests: says what it is told to, when it is let."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from walletdesk.conversations import Eyes, Looked
from walletdesk.kernel.ids import BlobId
from walletdesk.platform.blobs import DiskBlobs
from walletdesk.platform.settings import Settings

CLEAN, PHRASE_SEEN, DIGITS_SEEN = Looked(), Looked("mnemonic"), Looked(must_ask=True)


class ToldEyes:
    """``sees``: what is in every picture; None for one that cannot be read. Looks until ``open`` is set."""

    def __init__(self, sees: Looked | None = CLEAN) -> None:
        self.sees = sees
        self.open = asyncio.Event()
        self.looked: list[BlobId] = []
        self.fails = False

    @property
    def looks(self) -> int:
        return len(self.looked)

    def made(self, _: Settings, __: DiskBlobs) -> Eyes:
        return self

    async def look(self, picture: BlobId) -> Looked | None:
        self.looked.append(picture)
        await self.open.wait()
        if self.fails:
            raise ZeroDivisionError
        return self.sees

    async def look_again(self, run: Callable[[], Awaitable[None]], looks: int) -> None:
        """Until there were so many: the installation's own job may be there before the test."""
        async with asyncio.timeout(10):
            while self.looks < looks:
                with suppress(ZeroDivisionError):
                    await run()
                await asyncio.sleep(0.002)


def no_eyes(_: Settings, __: DiskBlobs) -> Eyes | None:
    """An installation without the extra."""
    return None
