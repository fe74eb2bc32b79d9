"""What a mail says, read once and kept as plain values. Nothing in here was believed yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Unreadable(StrEnum):
    """Why a mail could not be shown. Its bytes are kept, and it can be read again by a later version."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_HEADERS = "too_many_headers"
    LONG_ADDRESSES = "long_addresses"
    TOO_DEEP = "too_deep"
    TOO_MANY_PARTS = "too_many_parts"
    BROKEN = "broken"
    TIME = "time"
    MEMORY = "memory"


class UnreadableError(ValueError):
    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Automatic(StrEnum):
    """Whether a program wrote it: RFC 3834 and what programs say instead of it."""

    NO = "no"
    PERHAPS = "perhaps"  # only its subject says so: answered at most once a day
    YES = "yes"
    BOUNCE = "bounce"


class Doubt(StrEnum):
    """What an agent must see before believing what is shown."""

    SENDER = "sender"  # none, several, or one that does not read the same both ways
    NAME = "name"  # its name looks like another address
    LINK = "link"  # an address that reads as another site's
    CHARSET = "charset"  # letters were lost
    CUT = "cut"  # longer than what is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Of a header. ``address`` is as written, lower-case in its domain; "" where there is none."""

    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """``said`` is what the mail calls it, in words and type; what it is, is found out when it is stored."""

    name: str
    type: str
    content: bytes
    inline: str = ""  # its Content-ID


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """``reply`` is what was written anew; ``text`` is all of it. ``html`` was made harmless, or is "".

    Whoever looks for secrets looks into ``html`` too: it may say what ``text`` does not.
    """

    text: str = ""
    reply: str = ""
    beside: str = ""  # the plain form, where it is not what ``text`` says: shown to nobody, searched as well
    signature: str = ""
    html: str = ""
    pictures: int = 0  # that are not in the mail: shown only when an agent asks
    remote: Sequence[str] = ()  # the addresses of some of them, as the mail gives them


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMail:
    """``sender`` is None unless there is exactly one and no doubt about it. Times are aware, or None."""

    sender: Party | None
    shown_sender: str
    reply_to: Sequence[Party] = ()
    to: Sequence[Party] = ()
    subject: str = ""
    message_id: str = ""
    references: Sequence[str] = ()  # the oldest first, In-Reply-To last
    date: datetime | None = None
    delivered_to: Sequence[str] = ()
    authentication: Sequence[str] = ()  # Authentication-Results, the topmost first
    return_path: str | None = None  # None where no server noted one
    body: Body = Body()
    files: Sequence[File] = ()
    automatic: Automatic = Automatic.NO
    loops: Sequence[str] = ()  # X-Loop
    failed: Sequence[str] = ()  # recipients that a bounce is about
    gone: Sequence[str] = ()  # those of them who get nothing for good
    returned: Sequence[str] = ()  # Message-IDs of the mails that a bounce brings back
    mailing_list: bool = False
    language: str = ""
    doubts: Sequence[Doubt] = ()
