"""What a store of bytes promises. A blob's id carries its content's digest; every reading is checked."""

from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walletdesk.kernel.ids import BlobId


@dataclass(frozen=True, slots=True)
class Stored:
    id: BlobId
    size: int

    @property
    def sha256(self) -> str:
        return self.id.rpartition(".")[2]


class BlobDamaged(Exception):  # noqa: N818 - reads better in a raise
    """The bytes on disk are not those that were stored."""


class Blobs(Protocol):
    async def save(self, pieces: AsyncIterable[bytes], *, most: int) -> Stored:
        """Keep what comes; once back it survives a power cut. TooLarge past ``most`` bytes, nothing kept."""

    async def read(self, blob: BlobId) -> bytes:
        """NotFound if it is not here, BlobDamaged if it is not what it was."""

    async def remove(self, blob: BlobId) -> None:
        """Removing what is not here is no error."""

    def stored_before(self, moment: datetime) -> AsyncIterator[BlobId]:
        """All that is older, in no order."""


async def sweep(blobs: Blobs, before: datetime, is_used: Callable[[BlobId], Awaitable[bool]]) -> int:
    """Remove what nobody refers to and is older than ``before``; how many.

    A file is stored first and referred to a little later, so ``before`` must leave room for slow people.
    """
    removed = 0
    async for blob in blobs.stored_before(before):
        if not await is_used(blob):
            await blobs.remove(blob)
            removed += 1
    return removed
