"""Reading pictures in a worker of its own, one at a time, given up on in time."""

import asyncio
import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from walletdesk.platform.blobs import reading_worker
from walletdesk.platform.blobs.workers import run

LONGEST: Final = 1280  # pixels: at 960 a line of small Chinese is lost
_WALL_SECONDS: Final = 60.0

Corners = tuple[tuple[int, int], ...]


class NotRead(Exception):  # noqa: N818 - reads better in a raise
    """It could not be read, or took too long. Nothing is known of what it shows."""


@dataclass(frozen=True, slots=True)
class Written:
    """Words in a picture. ``corners`` of their box go along the words: the first two are the upper edge."""

    text: str
    corners: Corners

    def __repr__(self) -> str:  # it may be a secret
        return type(self).__name__


@dataclass(frozen=True, slots=True)
class PictureText:
    lines: tuple[Written, ...]
    codes: tuple[str, ...]

    def __repr__(self) -> str:
        return type(self).__name__


def can_read() -> bool:
    """Whether the extra ``ocr`` is installed. Nothing of it is loaded here: it is large."""
    return all(find_spec(name) is not None for name in ("rapidocr", "cv2", "onnxruntime"))


class PictureReader:
    def __init__(self, *, longest: int = LONGEST) -> None:
        self._longest = longest
        self._free = asyncio.Semaphore(1)  # each takes a core and 700 MB

    async def read(self, picture: Path) -> PictureText:
        async with self._free:
            try:
                code, told = await run(
                    reading_worker, str(picture), str(self._longest), seconds=_WALL_SECONDS
                )
            except TimeoutError:
                raise NotRead from None
        if code != 0:
            raise NotRead
        said = json.loads(told)
        lines = (Written(text, tuple((x, y) for x, y in box)) for text, box in said["lines"])
        return PictureText(tuple(lines), tuple(said["codes"]))
