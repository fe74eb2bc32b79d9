"""A look at the bytes before anybody parses them.

Below these measures the standard library's parser was seen to stay in its bounds: a mail of 300 kB with
20,000 recipients or parameters costs it many seconds and gigabytes.
"""

import re
from typing import Final

from walletdesk.platform.mime.model import Unreadable, UnreadableError

LONGEST: Final = 26 * 1024 * 1024  # bytes; common providers take 25, and a worker can hold it twice
HEAD: Final = 256 * 1024
HEAD_LINES: Final = 1_000
ADDRESSES: Final = 16 * 1024  # of one header that names people
DEPTH: Final = 30
PARTS: Final = 500

_END: Final = re.compile(rb"\r?\n\r?\n|\r\r")
_NAMES: Final = re.compile(
    rb"(?im)^(?:from|to|cc|bcc|sender|reply-to|subject|content-type|content-disposition|references):"
    rb"[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*"
)
_MULTIPART: Final = re.compile(rb"(?i)content-type:[ \t\r\n]*(?:multipart/|message/)")
_PART: Final = re.compile(rb"(?im)^content-(?:type|transfer-encoding|disposition):")


def look(raw: bytes) -> None:
    """Raises UnreadableError for what no person wrote."""
    if not raw.strip():
        raise UnreadableError(Unreadable.EMPTY)
    if len(raw) > LONGEST:
        raise UnreadableError(Unreadable.TOO_LARGE)
    end = _END.search(raw)
    head = raw[: end.start()] if end else raw
    if len(head) > HEAD or head.count(b"\n") + head.count(b"\r") > 2 * HEAD_LINES:
        raise UnreadableError(Unreadable.TOO_MANY_HEADERS)
    if any(len(found.group()) > ADDRESSES for found in _NAMES.finditer(raw)):
        raise UnreadableError(Unreadable.LONG_ADDRESSES)
    if len(_PART.findall(raw)) > 3 * PARTS:
        raise UnreadableError(Unreadable.TOO_MANY_PARTS)
    if len(_MULTIPART.findall(raw)) > 2 * DEPTH:
        raise UnreadableError(Unreadable.TOO_DEEP)
