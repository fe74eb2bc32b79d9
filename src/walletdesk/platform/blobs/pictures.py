"""Starting the worker that draws a picture anew, a few at a time, and giving up on it in time."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from walletdesk.platform.blobs import picture_worker
from walletdesk.platform.blobs.workers import run

_WALL_SECONDS: Final = 20.0
_AT_ONCE: Final = 2  # each may take a core and a gigabyte


class PictureRefused(Exception):  # noqa: N818 - reads better in a raise
    """``too_many_pixels``: it was readable so far, but is larger than we take."""

    def __init__(self, *, too_many_pixels: bool = False) -> None:
        self.too_many_pixels = too_many_pixels
        super().__init__()


@dataclass(frozen=True, slots=True)
class Drawn:
    width: int
    height: int


class Pictures:
    def __init__(self, *, most_pixels: int) -> None:
        self._most_pixels = most_pixels
        self._free = asyncio.Semaphore(_AT_ONCE)

    async def redraw(self, source: Path, target: Path, type: str) -> Drawn:
        """Raises PictureRefused for a picture that is none, is too large or takes too much to read."""
        arguments = (str(source), str(target), type, str(self._most_pixels))
        async with self._free:
            try:
                code, told = await run(picture_worker, *arguments, seconds=_WALL_SECONDS)
            except TimeoutError:
                raise PictureRefused from None
        if code != 0:
            raise PictureRefused(too_many_pixels=code == picture_worker.TOO_MANY_PIXELS)
        width, height = told.split()
        return Drawn(int(width), int(height))
