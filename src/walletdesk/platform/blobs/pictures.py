"""Starting the worker that draws a picture anew, a few at a time, and giving up on it in time."""

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from walletdesk.platform.blobs import picture_worker

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
        async with self._free:
            code, told = await _run(str(source), str(target), type, str(self._most_pixels))
        if code != 0:
            raise PictureRefused(too_many_pixels=code == picture_worker.TOO_MANY_PIXELS)
        width, height = told.split()
        return Drawn(int(width), int(height))


async def _run(*arguments: str) -> tuple[int, bytes]:
    """In isolated mode and with an empty environment: nothing of ours is to be found there."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(Path(picture_worker.__file__)),
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
        cwd=os.sep,
    )
    try:
        async with asyncio.timeout(_WALL_SECONDS):
            told, _ = await process.communicate()
    except BaseException as error:
        process.kill()
        await process.wait()
        if isinstance(error, TimeoutError):
            raise PictureRefused from None
        raise
    return process.returncode or 0, told
