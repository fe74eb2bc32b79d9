"""What pictures of articles need from the world."""

from collections.abc import AsyncIterable, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walletdesk.kernel.ids import BlobId
from walletdesk.knowledge.pictures.model import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture that was taken in: what it was found to be."""

    blob: BlobId
    sha256: str
    size: int
    type: str
    width: int
    height: int


class Studio(Protocol):
    async def draw(self, pieces: AsyncIterable[bytes]) -> Drawn:
        """Kept as nothing but its pixels. Raises what speaks against it; then nothing is left of it."""

    async def keep(self, pieces: AsyncIterable[bytes]) -> Drawn:
        """Looked at like any, and kept byte for byte: it was drawn here or in another installation."""

    async def secret_in(self, picture: BlobId) -> str | None:
        """The kind of secret that it shows, where pictures can be read here."""

    async def bytes_of(self, picture: BlobId) -> bytes: ...
    async def remove(self, picture: BlobId) -> None: ...


class PictureArchive(Protocol):
    """Committed pictures."""

    async def find(self, name: str) -> Picture | None: ...
    async def known(self, names: Collection[str]) -> Collection[str]:
        """Those of these that were put in."""

    async def unused_before(self, moment: datetime) -> Sequence[str]:
        """Put in earlier than that, and in no article, draft or version of one."""


class SavedPictures(Protocol):
    async def add(self, picture: Picture) -> None:
        """Of one that is there already only the time is new."""

    async def forget(self, name: str, before: datetime) -> None:
        """Unless somebody put it in again meanwhile."""


class Work(Protocol):
    @property
    def pictures(self) -> SavedPictures: ...


class Shown(Protocol):
    async def pictures(self) -> Collection[str]:
        """Those of the articles that anybody may read."""


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]
