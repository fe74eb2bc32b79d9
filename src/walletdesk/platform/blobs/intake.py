"""Taking a file in: look at it, cap it by its kind, screen text, draw pictures anew, store what is left."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from walletdesk.kernel.errors import Invalid, SecretStopped, TooLarge
from walletdesk.platform.blobs.kinds import HEAD, TEXT, Kind, settle_text, sniff, sniff_sound
from walletdesk.platform.blobs.names import clean_name
from walletdesk.platform.blobs.pictures import PictureRefused, Pictures
from walletdesk.platform.blobs.ports import Blobs, Stored
from walletdesk.platform.settings import AttachmentSettings

_PIECE: Final = 65_536
_MEGABYTE: Final = 1_000_000
MOST_TEXT: Final = 2 * _MEGABYTE  # 1 to 2.5 s of CPU; what is longer nobody looks through
LOOKED_AT: Final = 32_768  # characters at a time: others get their turn between two of these
SHARED: Final = 4_096  # of two pieces, so that no secret is cut in two

SecretIn = Callable[[str], str | None]
"""Names the kind of secret that a text holds, or None; may refuse what it cannot tell."""


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
    """``folder``: where files wait while they are looked at; on the same disk as everything else.

    Text waits in memory: of what ``secret_in`` names a secret in, no byte is ever written.
    """

    def __init__(
        self, blobs: Blobs, settings: AttachmentSettings, *, folder: Path, secret_in: SecretIn
    ) -> None:
        self._blobs = blobs
        self._settings = settings
        self._folder = folder
        self._secret_in = secret_in
        self._looking = asyncio.Semaphore(1)  # one text at a time leaves the other cores to conversations
        self._pictures = Pictures(most_pixels=settings.megapixels * 1_000_000)

    async def take(self, name: str, pieces: AsyncIterable[bytes]) -> Taken:
        """Raises UnwantedFile, TooLarge or SecretStopped with its kind; then nothing is left of it."""
        self._refuse_secret(name)
        arriving = aiter(pieces)
        head = await _head(arriving)
        kind = _wanted(head)
        refusal = _too_long if kind is TEXT else _too_large
        content = _capped(_joined(head, arriving), self._most(kind), refusal)
        if kind is TEXT:
            return await self._text(name, b"".join([piece async for piece in content]))
        self._refuse_secret(clean_name(name, kind.suffix))
        async with self._waiting() as waiting:
            await _write(waiting, content)
            if kind.family == "picture":
                return await self._picture(waiting, name, kind)
            stored = await self._blobs.save(_read(waiting), most=self._most(kind))
            return Taken(stored=stored, name=clean_name(name, kind.suffix), type=kind.type)

    async def picture(self, pieces: AsyncIterable[bytes], *, as_it_is: bool = False) -> Taken:
        """Nothing but a picture. ``as_it_is``: drawn anew only to see that it can be, and kept byte for byte.

        Raises UnwantedFile and TooLarge.
        """
        arriving = aiter(pieces)
        head = await _head(arriving)
        kind = _a_picture(head)
        async with self._waiting() as waiting:
            await _write(waiting, _capped(_joined(head, arriving), self._most(kind)))
            return await self._picture(waiting, "picture", kind, as_it_is=as_it_is)

    async def sound(self, name: str, pieces: AsyncIterable[bytes], most: int) -> Taken:
        """Nothing but a recording; ``most``: bytes. No shield can look into it.

        Raises UnwantedFile and TooLarge.
        """
        arriving = aiter(pieces)
        head = await _head(arriving)
        kind = sniff_sound(head)
        if kind is None:
            raise UnwantedFile("This is no recording.")
        async with self._waiting() as waiting:
            await _write(waiting, _capped(_joined(head, arriving), most))
            stored = await self._blobs.save(_read(waiting), most=most)
        return Taken(stored=stored, name=clean_name(name, kind.suffix), type=kind.type)

    @contextlib.asynccontextmanager
    async def passing(self, pieces: AsyncIterable[bytes]) -> AsyncIterator[Path]:
        """A picture that is not kept: on the disk while it is looked at, and gone whatever happens then.

        Raises UnwantedFile and TooLarge.
        """
        arriving = aiter(pieces)
        head = await _head(arriving)
        kind = _a_picture(head)
        async with self._waiting() as waiting:
            await _write(waiting, _capped(_joined(head, arriving), self._most(kind)))
            yield waiting

    async def redrawn(self, pieces: AsyncIterable[bytes]) -> tuple[bytes, str]:
        """A picture that is not kept: drawn anew, and its type. Raises UnwantedFile, TooLarge and Invalid."""
        arriving = aiter(pieces)
        head = await _head(arriving)
        kind = _a_picture(head)
        async with self._waiting() as waiting:
            await _write(waiting, _capped(_joined(head, arriving), self._most(kind)))
            drawn = waiting.with_suffix(".drawn")
            try:
                await self._pictures.redraw(waiting, drawn, kind.type)
                return b"".join([piece async for piece in _read(drawn)]), kind.type
            except PictureRefused as refused:
                raise _refusal(refused, self._settings.megapixels) from None
            finally:
                drawn.unlink(missing_ok=True)

    def clear(self) -> None:
        """At the start of a process: what waits here was left by one that was killed."""
        for left in self._folder.glob("*"):
            left.unlink(missing_ok=True)

    async def _text(self, name: str, content: bytes) -> Taken:
        kind = await asyncio.to_thread(_settled, content)
        shown = clean_name(name, kind.suffix)
        self._refuse_secret(shown)  # cleaning brings together what stood apart
        async with self._looking:
            for piece in pieces_of(content.decode()):
                await asyncio.to_thread(self._refuse_secret, piece)
        stored = await self._blobs.save(_only(content), most=self._most(kind))
        return Taken(stored=stored, name=shown, type=kind.type)

    def _refuse_secret(self, text: str) -> None:
        if secret := self._secret_in(text):
            raise SecretStopped(secret=secret)

    async def _picture(self, waiting: Path, name: str, kind: Kind, *, as_it_is: bool = False) -> Taken:
        drawn = waiting.with_suffix(".drawn")
        try:
            size = await self._pictures.redraw(waiting, drawn, kind.type)
            stored = await self._blobs.save(_read(waiting if as_it_is else drawn), most=2 * self._most(kind))
        except PictureRefused as refused:
            raise _refusal(refused, self._settings.megapixels) from None
        finally:
            drawn.unlink(missing_ok=True)
        shown = clean_name(name, kind.suffix)
        return Taken(stored=stored, name=shown, type=kind.type, width=size.width, height=size.height)

    def _most(self, kind: Kind) -> int:
        """Bytes."""
        if kind is TEXT:
            return min(MOST_TEXT, self._settings.document_mb * _MEGABYTE)
        sizes = {"picture": self._settings.picture_mb, "document": self._settings.document_mb}
        return sizes[kind.family] * _MEGABYTE

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


def _a_picture(head: bytes) -> Kind:
    kind = sniff(head)
    if kind is None or kind.family != "picture":
        raise UnwantedFile("This is no picture. Choose a PNG, JPEG, WebP or GIF.")
    return kind


def _settled(content: bytes) -> Kind:
    kind = settle_text(content)
    if kind is None:
        raise UnwantedFile
    return kind


def _too_large(most: int) -> TooLarge:
    return TooLarge("A file of this kind may have at most {limit} MB.", limit=most // _MEGABYTE)


def _too_long(most: int) -> TooLarge:
    return TooLarge(
        "A text file may have at most {limit} MB: a longer one is not looked through for secrets, so it is "
        "not taken. Send the part that matters.",
        limit=most // _MEGABYTE,
    )


def pieces_of(text: str) -> Iterator[str]:
    """Each begins before the one before it ended, and ends between two words where there is a gap."""
    start = 0
    while len(text) - start > LOOKED_AT:
        end = start + LOOKED_AT
        gap = max(text.rfind(sign, end - SHARED // 2, end) for sign in " \n")
        end = gap if gap > 0 else end
        yield text[start:end]
        start = end - SHARED
    yield text[start:]


def _refusal(refused: PictureRefused, megapixels: int) -> Invalid | TooLarge:
    if refused.too_many_pixels:
        return TooLarge("A picture may have at most {limit} million pixels.", limit=megapixels)
    return UnwantedFile("This picture cannot be read. Save it again as PNG or JPEG and send that.")


async def _head(arriving: AsyncIterator[bytes]) -> bytes:
    """As much as decides, or all there is."""
    head = b""
    while len(head) < HEAD and (piece := await anext(arriving, b"")):
        head += piece
    return head


async def _joined(head: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield head
    async for piece in rest:
        yield piece


async def _capped(
    pieces: AsyncIterator[bytes], most: int, refusal: Callable[[int], TooLarge] = _too_large
) -> AsyncIterator[bytes]:
    """Stops at the first piece that is more than its kind may have."""
    size = 0
    async for piece in pieces:
        size += len(piece)
        if size > most:
            raise refusal(most)
        yield piece


async def _only(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _write(path: Path, pieces: AsyncIterator[bytes]) -> None:
    with path.open("xb") as file:
        async for piece in pieces:
            await asyncio.to_thread(file.write, piece)


async def _read(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece
