"""What a picture is, and how it is called. No I/O, no clock."""

from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime

from walletdesk.kernel.errors import TooLarge
from walletdesk.kernel.ids import BlobId

LARGEST = 3_000_000  # bytes, drawn anew: whoever reads it may be on a train
LONGEST_SIDE = 4_000  # pixels; screens of four times an article's width show all of it
_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp", "image/gif": ".gif"}
_DIGEST = 15  # bytes: nobody finds another picture of this name


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """``name`` says its content and its size. ``at``: when it was last put in, ``by`` whom."""

    name: str
    blob: BlobId
    type: str
    at: datetime
    by: str


def name_of(sha256: str, width: int, height: int) -> str:
    digest = bytes.fromhex(sha256)[:_DIGEST]
    return f"{b32encode(digest).decode().lower()}-{width}x{height}"


def file_name(name: str, type: str) -> str:
    return f"{name}{_SUFFIXES[type]}"


def refuse_unwieldy(size: int, width: int, height: int) -> None:
    if size > LARGEST:
        raise TooLarge("A picture in an article may have at most {limit} MB.", limit=LARGEST // 1_000_000)
    if max(width, height) > LONGEST_SIDE:
        raise TooLarge(
            "A picture in an article may be at most {limit} pixels wide and high.", limit=LONGEST_SIDE
        )
