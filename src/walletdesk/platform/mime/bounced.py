"""Which mails a bounce brings back: whole, by their headers, or quoted in its text."""

import re
from collections.abc import Iterator
from email.message import Message
from typing import Final

from walletdesk.platform.mime.headers import ids

_MOST: Final = 5
_TEXT: Final = 64 * 1024  # letters of one part that are looked at
_ID: Final = re.compile(rb"(?im)^[> \t]{0,10}Message-ID:[ \t]*\r?\n?[ \t]*<([^\s<>]{1,250}@[^\s<>]{1,250})>")


def returned(message: Message) -> tuple[str, ...]:
    """Message-IDs without their brackets. None of them was believed."""
    return tuple(dict.fromkeys(id for id in _all(message) if id))[:_MOST]


def _all(message: Message) -> Iterator[str]:
    for part in message.walk():
        if part is not message and part.get_content_maintype() != "multipart" and "Message-ID" in part:
            yield ids(part)[0]  # a whole mail inside: ``walk`` goes into it
        elif part.get_content_type() in {"text/rfc822-headers", "text/plain", "message/rfc822-headers"}:
            payload = part.get_payload(decode=True)
            for found in _ID.findall(payload[:_TEXT] if isinstance(payload, bytes) else b""):
                yield found.decode("ascii", "replace")
