"""A letter and its bytes.

Header lines are written here and not by the library: its folding has turned a part of a name into a
recipient more than once (CVE-2024-6923, CVE-2025-1795), and the interpreter may be older than the cure.
Whatever is not plain travels as base64 words, in which no line end, comma or bracket can stand.
"""

import re
import secrets
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum

from walletdesk.platform.mail.address import Address

LONGEST_NAME = 200  # characters
_PLAIN_NAME = re.compile(r"[A-Za-z0-9!*+/_-]+( [A-Za-z0-9!*+/_-]+)*")
_PLAIN_TEXT = re.compile(r"(?!.*=\?)[ -~]+")  # any ASCII that cannot be taken for an encoded word
_LINE = 60  # letters that stand as they are on the first line of a header
_WORD = 45  # bytes in one encoded word: 60 letters of base64, 75 with the frame (RFC 2047)
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,128}@[A-Za-z0-9.-]{1,128}>")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_LINK = re.compile(r"https?://[A-Za-z0-9.:_~/?=&%\[\]-]{1,900}")
_BODY = policy.SMTP.clone(cte_type="7bit")


class Automatic(StrEnum):
    """RFC 3834: what made us write."""

    GENERATED = "auto-generated"  # something happened
    REPLIED = "auto-replied"  # somebody's mail


@dataclass(frozen=True, slots=True)
class Mailbox:
    address: Address
    name: str = ""

    def __str__(self) -> str:
        name = _encoded(self.name, _PLAIN_NAME)
        return f"{name} <{self.address}>" if name else f"<{self.address}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A file in a letter. ``type``: what it was found to be."""

    name: str
    type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """``html`` says what ``text`` says. ``message_id`` stays the same however often it is sent.

    ``automatic`` None: a person wrote it. ``references``: what it belongs to, the oldest first.
    """

    message_id: str
    sender: Mailbox
    to: Address
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    at: datetime
    language: str
    automatic: Automatic | None = Automatic.GENERATED
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    reply_to: Address | None = None
    files: tuple[Enclosed, ...] = ()
    stop: str = field(default="", repr=False)  # of what comes by itself: our address that ends it


def new_message_id(domain: str) -> str:
    """Unguessable: whoever answers to it has seen it."""
    return f"<{secrets.token_hex(16)}@{domain}>"


def in_bytes(letter: Letter) -> bytes:
    """Ready for DATA: ASCII only, lines of at most 998 letters, CRLF. ValueError for ids that are none."""
    body = EmailMessage(policy=_BODY)
    body.set_content(_lines(letter.text), cte="base64")
    body.add_alternative(_lines(letter.html), subtype="html", cte="base64")
    for file in letter.files:
        kind, _, subtype = file.type.partition("/")
        body.add_attachment(file.content, maintype=kind, subtype=subtype, filename=file.name)
    head = "".join(f"{name}: {value}\r\n" for name, value in _headers(letter))
    return head.encode("ascii") + body.as_bytes()


def _headers(letter: Letter) -> Iterator[tuple[str, str]]:
    yield "From", str(letter.sender)
    yield "To", f"<{letter.to}>"  # no name: it would be the only word here that somebody else chose
    yield "Subject", _encoded(letter.subject, _PLAIN_TEXT)
    yield "Date", format_datetime(letter.at)
    yield "Message-ID", _checked(_MESSAGE_ID, letter.message_id)
    if letter.in_reply_to:
        yield "In-Reply-To", _checked(_MESSAGE_ID, letter.in_reply_to)
        before = letter.references or (letter.in_reply_to,)
        yield "References", "\r\n ".join(_checked(_MESSAGE_ID, id) for id in before)
    if letter.reply_to:
        yield "Reply-To", f"<{letter.reply_to}>"
    yield "Content-Language", _checked(_LANGUAGE, letter.language)
    if letter.automatic:
        yield "Auto-Submitted", letter.automatic.value
    if letter.stop:
        yield "List-Unsubscribe", f"<{_checked(_LINK, letter.stop)}>"
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"  # RFC 8058
    yield "X-Auto-Response-Suppress", "All"  # asks other desks for silence; it marks nothing


def _encoded(text: str, plain: re.Pattern[str]) -> str:
    """One line for a name or a subject, as itself or as base64 words."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_NAME].strip()
    if len(line) <= _LINE and plain.fullmatch(line):
        return line
    return "\r\n ".join(f"=?utf-8?b?{b64encode(word).decode()}?=" for word in _words(line))


def _words(line: str) -> Iterator[bytes]:
    """Pieces of at most ``_WORD`` bytes that never cut a character."""
    word = b""
    for letter in line:
        raw = letter.encode("utf-8", "replace")
        if len(word) + len(raw) > _WORD:
            yield word
            word = b""
        word += raw
    if word:
        yield word


def _lines(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _checked(form: re.Pattern[str], value: str) -> str:
    if not form.fullmatch(value):
        raise ValueError("not fit for a header")
    return value
