"""What somebody pasted, and what can be said of it. There is no answer "safe"."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

LONGEST = 2000  # a whole message may be pasted


class What(StrEnum):
    SITE = "site"
    MAIL = "mail"
    HANDLE = "handle"
    PHONE = "phone"
    TICKET = "ticket"
    CODE = "code"
    ADDRESS = "address"  # of a wallet
    PICTURE = "picture"  # that shows nothing to compare
    LETTER = "letter"  # a whole mail
    OTHER = "other"


class Answer(StrEnum):
    OFFICIAL = "official"
    KNOWN_BAD = "known_bad"
    NOT_OURS = "not_ours"
    UNTOLD = "untold"  # it cannot be told here, and the page says why


class Proof(StrEnum):
    """What our own keys say of a mail."""

    HOLDS = "holds"  # it stands as it left us
    PARTLY = "partly"  # a signature of ours that says nothing of some of what is seen, or has run out
    CHANGED = "changed"
    OTHER_KEY = "other_key"  # it says that a key of ours signed it which is not known here
    NONE = "none"
    OFF = "off"  # nothing is signed here


class Reason(StrEnum):
    """Why a mail is judged as it is."""

    HOLDS = "holds"
    CHANGED = "changed"
    UNSIGNED = "unsigned"  # from the address whose mails are all signed
    STRANGER = "stranger"  # by its sender alone
    OPEN = "open"
    UNLISTED = "unlisted"  # our key, and an address that is not on the list
    OTHER_KEY = "other_key"
    OFF = "off"  # from an address of ours whose mails need not be signed
    SENDERS = "senders"  # none, several, or one that does not read the same both ways
    NO_MAIL = "no_mail"


@dataclass(frozen=True, slots=True)
class Thing:
    what: What
    value: str


@dataclass(frozen=True, slots=True)
class Channel:
    """Something of ours: on the signed list, or else this installation's own address."""

    is_listed: bool
    serial: int = 0  # of the signed list
    issued: datetime | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """How a name imitates ours: the tricks by name, both names spelled side by side, whose it really is."""

    tricks: tuple[str, ...]
    theirs: tuple[Piece, ...] = ()
    ours: tuple[Piece, ...] = ()
    site: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A block list that names it."""

    entry: str
    source: str
    licence: str
    of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Fake:
    """Reported to us, and one of us found it to be a fake."""

    reports: int
    first_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAnswer:
    """``agent`` and ``team`` only for the contact whose conversation it is."""

    ours: bool
    at: datetime | None = None
    agent: str = ""
    team: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is known of a mail. ``sender``: its one address, or "". It never prints itself.

    ``sent``, ``to`` and ``subject`` are what it says, and shown only where our signature holds.
    """

    proof: Proof
    sender: str = ""
    names_sender: bool = True  # it has a From at all
    is_own_sender: bool = False  # the address that this installation sends from
    is_own_domain: bool = False  # one that we sign for, or one below it
    sent: datetime | None = None
    to: str = ""
    subject: str = ""
    holds_secret: bool = False
    is_attached: bool = False
    inside: tuple["Letter", ...] = ()

    def __repr__(self) -> str:
        return type(self).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    thing: Thing
    answer: Answer
    channel: Channel | None = None
    alike: Alike | None = None
    lists: tuple[Listed, ...] = ()
    fake: Fake | None = None
    code: CodeAnswer | None = None
    letter: Letter | None = None
    reason: Reason | None = None  # of a letter
    read_like_ours: bool = False  # in a picture, where letters that look alike cannot be told apart

    @property
    def is_lookalike(self) -> bool:
        return self.alike is not None and "under_ours" not in self.alike.tricks


_CODE = re.compile(r"\d{4}[ \-·.]?\d{4}")
_TICKET = re.compile(r"(?:wd[- ]?|#\s?|(?:工单号?|ticket)[ :：#]*(?:wd-?)?)(\d{1,12})", re.IGNORECASE)
_PHONE = re.compile(r"(?:tel:)?\+?[\d\s().\-]{7,24}")
_ADDRESS = re.compile(
    r"0x[0-9a-f]{40}|T[1-9A-HJ-NP-Za-km-z]{33}|(?:bc1|ltc1)[0-9a-z]{20,80}|[13][1-9A-HJ-NP-Za-km-z]{25,34}",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?:mailto:)?[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+", re.IGNORECASE)
_SITE = re.compile(
    r"[a-z][a-z0-9+.\-]*:[/\\]+\S+|[^\s@:]+(?:\.|。|\[\.])[^\s@.:\d][^\s.:]*\S*", re.IGNORECASE
)
_HANDLE = re.compile(r"@[\w.\-]{2,64}|[^\s:：@]{1,20}[\s:：]+@?[\w.\-]{2,64}|[\w\-]{3,64}")


def thing_in(text: str) -> Thing | None:
    """What a paste is when it is one thing; None for a whole message, or for nothing that can be compared."""
    plain = unicodedata.normalize("NFKC", text).strip()
    for what, pattern in _KINDS:
        if pattern.fullmatch(plain):
            return Thing(what, text.strip() if what is What.SITE else _bare(what, plain))
    return None


def things_beside(text: str) -> list[Thing]:
    """What is no channel, in a longer text: addresses of wallets, numbers of tickets, proof numbers."""
    plain = unicodedata.normalize("NFKC", text)
    return [Thing(what, match[1]) for what, pattern in _BESIDE for match in pattern.finditer(plain)]


def is_code(text: str) -> bool:
    return _CODE.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def ticket_number(value: str) -> str:
    """The digits alone, without zeros in front."""
    found = _TICKET.fullmatch(value)
    return found[1].lstrip("0") if found else ""


def _bare(what: What, text: str) -> str:
    if what in (What.MAIL, What.PHONE):
        return re.sub(r"^(?:mailto|tel):", "", text, flags=re.IGNORECASE)
    if what is What.HANDLE and not text.startswith("@"):
        return re.sub(r"[\s:：]+@?", ":", text)
    return text


_BESIDE = (
    (What.ADDRESS, re.compile(rf"(?<![0-9a-z])({_ADDRESS.pattern})(?![0-9a-z])", re.IGNORECASE)),
    (
        What.TICKET,
        re.compile(r"((?:\bwd[- ]?|(?:工单号?|\bticket)[ :：#]*(?:wd-?)?)\d{1,12})\b", re.IGNORECASE),
    ),
    # of eight digits only those that are alone in their row, or behind a word for what they are
    (What.CODE, re.compile(r"^\s*(\d{4}[ \-·]\d{4})\s*$", re.MULTILINE)),
    (
        What.CODE,
        re.compile(
            r"(?:核验码|\bproof\b|\bagent(?:'s)? (?:code|number))[^\n\d+]{0,12}(\d{4}[ \-·]?\d{4})(?!\d)",
            re.IGNORECASE,
        ),
    ),
)
_KINDS = (  # in this order: the first that fits
    (What.CODE, _CODE),
    (What.TICKET, _TICKET),
    (What.ADDRESS, _ADDRESS),
    (What.PHONE, _PHONE),
    (What.MAIL, _MAIL),
    (What.SITE, _SITE),
    (What.HANDLE, _HANDLE),
)
