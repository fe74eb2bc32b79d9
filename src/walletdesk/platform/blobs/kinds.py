"""What a file is, by its first bytes. Its name and the type it came with are claims and are not asked."""

import json
from dataclasses import dataclass
from typing import Final, Literal

HEAD: Final = 4_096  # bytes that decide


@dataclass(frozen=True, slots=True)
class Kind:
    type: str
    suffix: str
    family: Literal["picture", "document", "sound"]


PICTURES: Final = (
    Kind("image/png", ".png", "picture"),
    Kind("image/jpeg", ".jpg", "picture"),
    Kind("image/webp", ".webp", "picture"),
    Kind("image/gif", ".gif", "picture"),
)
PDF: Final = Kind("application/pdf", ".pdf", "document")
JSON: Final = Kind("application/json", ".json", "document")
TEXT: Final = Kind("text/plain", ".txt", "document")
_BINARY: Final = {kind.type: kind for kind in (*PICTURES, PDF)}


def sniff(head: bytes) -> Kind | None:
    """The kind, if it is one we take. Of text only the beginning is judged here; see ``is_text``."""
    from puremagic import PureError, magic_string  # noqa: PLC0415 - its tables are read with the first file

    try:
        guesses = magic_string(head[:HEAD])
    except (PureError, ValueError):
        guesses = []
    for guess in guesses:
        if guess.mime_type in _BINARY:
            return _BINARY[guess.mime_type]
    return TEXT if head and _could_be_text(head[:HEAD]) else None


WEBM: Final = Kind("audio/webm", ".webm", "sound")
OGG: Final = Kind("audio/ogg", ".ogg", "sound")
MP4: Final = Kind("audio/mp4", ".m4a", "sound")
_BEGINS: Final = 64  # bytes in which a recorder says what it wrote


def sniff_sound(head: bytes) -> Kind | None:
    """What recorders of browsers write: Opus in WebM or Ogg, or MP4."""
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:_BEGINS]:
        return WEBM
    if head.startswith(b"OggS") and b"OpusHead" in head[:_BEGINS]:
        return OGG
    return MP4 if head[4:8] == b"ftyp" else None


def settle_text(content: bytes) -> Kind | None:
    """The kind of a whole file that began like text: JSON, plain text, or none after all."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    if _CONTROL & set(text) or _is_markup(text):
        return None
    return JSON if _is_json(text) else TEXT


_CONTROL: Final = {chr(code) for code in (*range(9), 11, *range(14, 32), 127)} - {"\x1b"}


def _could_be_text(head: bytes) -> bool:
    """Cut off in the middle of a letter it is text all the same."""
    text = head.decode("utf-8", "ignore")
    return len(text.encode()) > len(head) - 4 and not _CONTROL & set(text) and not _is_markup(text)


def _is_markup(text: str) -> bool:
    """HTML, SVG and XML run when a browser is talked into showing them; a text about them may pass."""
    return text.lstrip("\ufeff \t\r\n").startswith("<")


def _is_json(text: str) -> bool:
    if text[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
