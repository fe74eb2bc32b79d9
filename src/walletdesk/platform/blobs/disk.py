"""Blobs as files of one folder, fanned out over two levels by chance, so that no folder grows large."""

import asyncio
import hashlib
import os
import re
from collections.abc import AsyncIterable, AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from walletdesk.kernel.clock import Clock, utc_now
from walletdesk.kernel.errors import NotFound, TooLarge
from walletdesk.kernel.ids import BlobId, new_id
from walletdesk.platform.blobs.ports import BlobDamaged, Stored

_ID: Final = re.compile(r"blb_[0-9a-z]{26}\.[0-9a-f]{64}")
_DRAFTS: Final = "incoming"


class DiskBlobs:
    def __init__(self, folder: Path, *, clock: Clock = utc_now) -> None:
        self._folder = folder
        self._drafts = folder / _DRAFTS
        self._clock = clock

    async def save(self, pieces: AsyncIterable[bytes], *, most: int) -> Stored:
        name = new_id("blb")
        draft = self._drafts / name
        file = await asyncio.to_thread(self._begin, draft)
        try:
            digest, size = await _fill(file, pieces, most)
            blob = BlobId(f"{name}.{digest}")
            await asyncio.to_thread(self._finish, file, draft, self._path(blob))
        except BaseException:
            file.close()
            draft.unlink(missing_ok=True)
            raise
        return Stored(blob, size)

    async def read(self, blob: BlobId) -> bytes:
        content = await asyncio.to_thread(self._content, blob)
        if hashlib.sha256(content).hexdigest() != blob.rpartition(".")[2]:
            raise BlobDamaged(blob)
        return content

    def path_of(self, blob: BlobId) -> Path:
        """For a worker that opens it itself. Raises NotFound for what is no blob's name."""
        if not _ID.fullmatch(blob):
            raise NotFound
        return self._path(blob)

    async def remove(self, blob: BlobId) -> None:
        if _ID.fullmatch(blob):
            await asyncio.to_thread(self._path(blob).unlink, missing_ok=True)

    async def stored_before(self, moment: datetime) -> AsyncIterator[BlobId]:
        for blob in await asyncio.to_thread(self._older, moment):
            yield blob

    def _begin(self, draft: Path) -> BinaryIO:
        draft.parent.mkdir(parents=True, exist_ok=True)
        return draft.open("xb")

    def _finish(self, file: BinaryIO, draft: Path, place: Path) -> None:
        """First the content, then the name, then the folders that hold the name are on disk."""
        at = self._clock().timestamp()
        file.flush()
        os.utime(file.fileno(), (at, at))
        os.fsync(file.fileno())
        file.close()
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.rename(place)
        for folder in (place.parent, place.parent.parent, self._folder):
            _sync_folder(folder)

    def _content(self, blob: BlobId) -> bytes:
        if not _ID.fullmatch(blob):
            raise NotFound
        try:
            return self._path(blob).read_bytes()
        except FileNotFoundError:
            raise NotFound from None

    def _path(self, blob: BlobId) -> Path:
        """By the last letters of its name: the first are the time and would fill folder after folder."""
        name = blob.partition(".")[0]
        return self._folder / name[-2:] / name[-4:-2] / blob

    def _older(self, moment: datetime) -> list[BlobId]:
        """Forgotten drafts go at once; nobody can refer to them."""
        limit = moment.timestamp()
        for draft in self._drafts.glob("blb_*"):
            if draft.stat().st_mtime < limit:
                draft.unlink(missing_ok=True)
        found = (path for path in self._folder.glob("??/??/blb_*") if path.stat().st_mtime < limit)
        return [BlobId(path.name) for path in found if _ID.fullmatch(path.name)]


async def _fill(file: BinaryIO, pieces: AsyncIterable[bytes], most: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    async for piece in pieces:
        size += len(piece)
        if size > most:
            raise TooLarge
        digest.update(piece)
        await asyncio.to_thread(file.write, piece)
    return digest.hexdigest(), size


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
