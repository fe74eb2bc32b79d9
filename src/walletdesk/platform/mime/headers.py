"""Headers of a mail, as letters. A name is what it says and never whom it claims."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Final

from walletdesk.platform.mime.charsets import decoded, shown
from walletdesk.platform.mime.model import Doubt, Party

LONGEST: Final = 998  # letters of one value; RFC 5322, section 2.1.1
_LONGEST_PLAIN: Final = 16 * 1024
MOST: Final = 100  # parties or references of one mail
_ID: Final = re.compile(r"<([^<>\s]{1,300})>")
_ADDRESS: Final = re.compile(
    r"[^\s<>()\[\],;:\"\\@]+@[A-Za-z0-9\u0080-\U0010ffff.-]+\.[A-Za-z0-9\u0080-\U0010ffff-]+"
)
_WORD_GAP: Final = re.compile(r"(=\?[^?\s]+\?[bBqQ]\?[^?]*\?=)(?=\S)(?!=\?)")


def raw_of(message: Message, name: str) -> list[str]:
    """The values as they came, raw bytes as halves of surrogates: ``get`` would have lost them already."""
    return [str(value) for said, value in message.raw_items() if said.lower() == name.lower()]


def text_of(message: Message, name: str) -> str:
    """On one line; "" where it is not there. The first of several."""
    found = raw_of(message, name)
    return words(found[0]) if found else ""


def plain_of(message: Message, name: str) -> list[str]:
    """Values that programs read: nothing in them is decoded, and what is too long is none of them."""
    found = (unfolded(value) for value in raw_of(message, name))
    return [value for value in found if len(value) <= _LONGEST_PLAIN and value.isascii()]


def all_of(message: Message, name: str) -> list[str]:
    return [words(value) for value in raw_of(message, name)]


def words(value: str) -> str:
    """Encoded words and raw bytes read as letters; a value without line ends can end no header."""
    value = unfolded(value[: 8 * LONGEST])
    try:
        pieces = decode_header(value)
    except (ValueError, LookupError):
        pieces = [(value, None)]
    text = "".join(_piece(piece, said) for piece, said in pieces)
    return " ".join(text.split())[:LONGEST]


def _piece(piece: bytes | str, said: str | None) -> str:
    return decoded(piece if isinstance(piece, bytes) else _bytes(piece), said or "")


def _bytes(value: str) -> bytes:
    return value.encode("utf-8", "surrogateescape")


def unfolded(value: str) -> str:
    return value.replace("\r", " ").replace("\n", " ")


def parties(message: Message, name: str) -> list[Party]:
    """Read from the raw value: a comma inside an encoded word parts nobody."""
    found = []
    for value in raw_of(message, name):
        for said, address in getaddresses([_in_order(value)]):
            if address or said:
                found.append(Party(name=words(said), address=_plain(address)))
    return found[:MOST]


def sender(message: Message) -> tuple[Party | None, list[Doubt]]:
    """The one who wrote it, if the header names exactly one and reads the same when written again.

    ``getaddresses`` has taken ``a@b]c <d@e>`` for a@b (CVE-2023-27043): the raw value must hold no other.
    """
    values = raw_of(message, "From")
    found = parties(message, "From")
    if len(values) != 1 or len(found) != 1 or not _ADDRESS.fullmatch(found[0].address):
        return None, [Doubt.SENDER]
    raw = shown(_bytes(values[0]).decode("utf-8", "replace"))
    outside = _ADDRESS.findall(re.sub(r'"(?:[^"\\]|\\.)*"|\([^()]*\)', "", raw))
    if {one.lower() for one in outside} != {found[0].address.lower()}:
        return None, [Doubt.SENDER]
    return found[0], [Doubt.NAME] if _ADDRESS.search(found[0].name) else []


def shown_sender(message: Message) -> str:
    return text_of(message, "From")


def ids(message: Message) -> tuple[str, Sequence[str]]:
    """Its own id, and those it answers: the oldest first."""
    own = list(_ids(message, "Message-ID"))
    before = [*_ids(message, "References"), *_ids(message, "In-Reply-To")]
    return (own[0] if own else ""), list(dict.fromkeys(before))[-MOST:]


def _ids(message: Message, name: str) -> Iterator[str]:
    for value in raw_of(message, name):
        yield from (id for id in _ID.findall(value) if id.isascii())


def date_of(message: Message) -> datetime | None:
    try:
        at = parsedate_to_datetime(str(message.get("Date", "")))
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _in_order(value: str) -> str:
    """An encoded word that lacks the blank behind it is still one."""
    return _WORD_GAP.sub(r"\1 ", unfolded(value))


def _plain(address: str) -> str:
    local, at, domain = shown(_bytes(address).decode("utf-8", "replace")).rpartition("@")
    return f"{local}{at}{domain.lower()}"
