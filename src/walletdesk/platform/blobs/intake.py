"""Taking a file in: look at it, cap it by its kind, draw pictures anew, store what is left."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from walletdesk.kernel.errors import Invalid, TooLarge
from walletdesk.platform.blobs.kinds import HEAD, TEXT, Kind, settle_text, sniff
from walletdesk.platform.blobs.names import clean_name
from walletdesk.platform.blobs.pictures import PictureRefused, Pictures
from walletdesk.platform.blobs.ports import Blobs, Stored
from walletdesk.platform.settings import AttachmentSettings

_PIECE: Final = 65_536
_MEGABYTE: Final = 1_000_000


class UnwantedFile(Invalid):
    code = "unwanted_file"
    message = "Files of this kind are not taken. You can send pictures, PDF and text."


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was stored; ``type`` is what it was found to be."""

    stored: Stored
    name: str
    type: str
    width: int | None = None
    height: int | None = None


class Intake:
    """``folder``: where files wait while they are looked at; on the same disk as everything else."""

    def __init__(self, blobs: Blobs, settings: AttachmentSettings, *, folder: Path) -> None:
        self._blobs = blobs
        self._settings = settings
        self._folder = folder
        self._pictures = Pictures(most_pixels=settings.megapixels * 1_000_000)

    async def take(self, name: str, pieces: AsyncIterable[bytes]) -> Taken:
        """Raises UnwantedFile or TooLarge; then nothing is left of it."""
        async with self._waiting() as waiting:
            kind = await self._write(waiting, pieces)
            if kind.family == "picture":
                return await self._picture(waiting, name, kind)
            if kind is TEXT:
                kind = await asyncio.to_thread(_settled, waiting)
            stored = await self._blobs.save(_read(waiting), most=self._most(kind))
            return Taken(stored=stored, name=clean_name(name, kind.suffix), type=kind.type)

    async def _write(self, waiting: Path, pieces: AsyncIterable[bytes]) -> Kind:
        """Onto disk, stopped at the first byte that is more than its kind may have."""
        head, size, kind = b"", 0, None
        with waiting.open("xb") as file:
            async for piece in pieces:
                size += len(piece)
                head = head if len(head) >= HEAD else head + piece
                if kind is None and len(head) >= HEAD:
                    kind = _wanted(head)
                if size > self._most(kind):
                    raise _too_large(self._most(kind))
                await asyncio.to_thread(file.write, piece)
        return kind or _wanted(head)

    async def _picture(self, waiting: Path, name: str, kind: Kind) -> Taken:
        drawn = waiting.with_suffix(".drawn")
        try:
            size = await self._pictures.redraw(waiting, drawn, kind.type)
            stored = await self._blobs.save(_read(drawn), most=2 * self._most(kind))
        except PictureRefused as refused:
            raise _refusal(refused, self._settings.megapixels) from None
        finally:
            drawn.unlink(missing_ok=True)
        shown = clean_name(name, kind.suffix)
        return Taken(stored=stored, name=shown, type=kind.type, width=size.width, height=size.height)

    def _most(self, kind: Kind | None) -> int:
        """Bytes; of what is not known yet the larger of both."""
        sizes = {"picture": self._settings.picture_mb, "document": self._settings.document_mb}
        return (sizes[kind.family] if kind else max(sizes.values())) * _MEGABYTE

    @contextlib.asynccontextmanager
    async def _waiting(self) -> AsyncIterator[Path]:
        self._folder.mkdir(parents=True, exist_ok=True)
        waiting = self._folder / secrets.token_hex(16)
        try:
            yield waiting
        finally:
            waiting.unlink(missing_ok=True)


def _wanted(head: bytes) -> Kind:
    kind = sniff(head)
    if kind is None:
        raise UnwantedFile
    return kind


def _settled(waiting: Path) -> Kind:
    kind = settle_text(waiting.read_bytes())
    if kind is None:
        raise UnwantedFile
    return kind


def _too_large(most: int) -> TooLarge:
    return TooLarge("A file of this kind may have at most {limit} MB.", limit=most // _MEGABYTE)


def _refusal(refused: PictureRefused, megapixels: int) -> Invalid | TooLarge:
    if refused.too_many_pixels:
        return TooLarge("A picture may have at most {limit} million pixels.", limit=megapixels)
    return UnwantedFile("This picture cannot be read. Save it again as PNG or JPEG and send that.")


async def _read(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece
