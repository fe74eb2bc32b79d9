"""What every messaging provider comes down to: what came in, what goes out, and how much may go out when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from walletdesk.kernel.ids import ContactId, ConversationId, InboxId

LEASE: Final = timedelta(seconds=90)  # longer than any call to a provider may take
MOST_TRIES: Final = 8
FIRST_PAUSE: Final = 5  # seconds; doubled with every try
LONGEST_PAUSE: Final = 1_800
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)  # they have not written: nothing may be sent yet
PEOPLE_LATER: Final = "human_agent"  # the setting by which a provider lets people answer for longer
MOST_PARTS: Final = 20  # of one message: beyond it nobody reads on


class What(StrEnum):
    """``ELSEWHERE``: said where others read along. ``LEFT``: we may not write to them any more."""

    MESSAGE = "message"
    EDITED = "edited"
    DELETED = "deleted"
    RECEIPT = "receipt"
    ELSEWHERE = "elsewhere"
    LEFT = "left"
    CAME = "came"
    FETCH = "fetch"  # no news itself: there is something to be fetched


class State(StrEnum):
    """Of what goes out. ``UNKNOWN``: nobody can tell whether it arrived, so it is not sent a second time."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    REFUSED = "refused"  # by a limit or by the provider
    FAILED = "failed"
    UNKNOWN = "unknown"


RANK: Final = {State.SENT: 1, State.DELIVERED: 2, State.READ: 3}
OPEN: Final = frozenset({State.WAITING, State.SENDING})
BAD: Final = frozenset({State.REFUSED, State.FAILED, State.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRef:
    """A file that lies with the provider. ``size`` in bytes, 0 where it does not say."""

    id: str = field(repr=False)
    name: str = field(default="", repr=False)
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One thing that a provider tells, freed of its form.

    ``of``: the earlier message that is edited or deleted, or the provider's id of ours that a receipt is
    about. ``name`` is shown, never believed. ``odd``: the kind of what cannot be shown here. ``reason``: of
    a receipt that says that it did not arrive, a word of ours. A receipt without ``of`` is about all that
    was sent to ``peer`` until ``at``.
    """

    external_id: str
    peer: str = field(default="", repr=False)
    what: What = What.MESSAGE
    text: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    files: tuple[FileRef, ...] = ()
    odd: str = ""
    of: str = ""
    state: State | None = None
    reason: str = ""
    language: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """What is kept of a webhook, one for each thing that is told; ``external_id`` comes once of an inbox."""

    external_id: str
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """What a webhook brought, unread. Header names are in small letters."""

    method: str
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """``answer``: what the provider wants to read, once ``pieces`` are kept."""

    pieces: tuple[Piece, ...] = ()
    answer: bytes = b""
    type: str = "text/plain"


class Unit(StrEnum):
    """In what a provider counts the length of a text."""

    UTF16 = "utf16"
    CHARACTERS = "characters"
    BYTES = "bytes"

    def of(self, text: str) -> int:
        if self is Unit.CHARACTERS:
            return len(text)
        return len(text.encode()) if self is Unit.BYTES else len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """``window``: so long after the contact's last word we may answer, ``per_window``: so often.

    ``late``: so long a person may, where the provider allows it to the inbox.

    ``files``: the beginning of a type of ours -> bytes at most; what begins with none of them is not taken.
    ``buttons``: how many under one message, of ``button_length``.
    """

    longest: int
    unit: Unit = Unit.CHARACTERS
    window: timedelta | None = None
    late: timedelta | None = None
    per_window: int | None = None
    files: Mapping[str, int] = field(default_factory=dict)
    buttons: int = 0
    button_length: int = 0
    fetches: int = 20_000_000  # bytes of one file of theirs

    def most_bytes(self, type: str) -> int | None:
        """Of a file of this type; None where it cannot be sent at all."""
        return next((most for begins, most in self.files.items() if type.startswith(begins)), None)

    def of_person(self, given: Mapping[str, str]) -> "Limits":
        """For what an agent writes, as the inbox is set up; the bot keeps to the shorter window."""
        allowed = self.late is not None and given.get(PEOPLE_LATER) == "yes"
        return replace(self, window=self.late) if allowed else self


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOf:
    """One thing an administrator enters for an inbox of this kind. ``name`` is an English sentence's key.

    ``choices``: the first is the usual.
    """

    key: str
    name: str
    is_secret: bool = False
    required: bool = True
    default: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOut:
    name: str
    type: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Out:
    """One message as it leaves. ``key`` is the same in every try of it; ``reply_to``: their last message.

    ``late``: a person wrote it, and the window for everybody is over.
    """

    to: str = field(repr=False)
    key: str
    text: str = field(default="", repr=False)
    buttons: tuple[Button, ...] = ()
    file: FileOut | None = None
    reply_to: str = ""
    late: bool = False


class Unreadable(Exception):  # noqa: N818 - reads better in a raise
    """It came from the provider, and is nothing that its documents tell of."""


class Turned(Exception):  # noqa: N818
    """The provider will not send it. ``reason``: a word of ours, nothing that the provider wrote.

    ``health``: it is not about this message, but about the inbox.
    """

    def __init__(self, reason: str, *, health: bool = False) -> None:
        self.reason = reason
        self.health = health
        super().__init__(reason)


class TryLater(Exception):  # noqa: N818
    """It surely did not go out. ``seconds``: what the provider asks for, 0 where it says nothing."""

    def __init__(self, seconds: int = 0, reason: str = "away") -> None:
        self.seconds = seconds
        self.reason = reason
        super().__init__(reason)


class Unsure(Exception):  # noqa: N818
    """The line broke after it left: it may have arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Somebody on the other side of an inbox. ``address`` is the provider's name for them.

    ``turn`` counts the conversations begun with them; ``out`` what was sent to them; ``gone``: why we cannot
    write; ``told``: how to check that it is us was said. ``last_ref``: the provider's id of what they said
    last.
    """

    id: str
    inbox: InboxId
    address: str = field(repr=False)
    kind: str
    contact: ContactId | None = None
    conversation: ConversationId | None = None
    locale: str = "en"
    last_in: datetime | None = None
    last_ref: str = ""
    turn: int = 0
    out: int = 0
    gone: str = ""
    told: bool = False

    def heard(self, at: datetime, ref: str) -> "Peer":
        """They wrote: whoever writes can be written to. What comes late takes nothing back."""
        if self.last_in is not None and at < self.last_in:
            return self
        return replace(self, last_in=at, last_ref=ref, gone="")

    def open_until(self, limits: Limits) -> datetime | None:
        """None where there is no end."""
        if limits.window is None:
            return None
        return self.last_in + limits.window if self.last_in else NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One part of a message on its way out. ``seq``: the message's number, ``notice``: a word of our own."""

    id: str
    cause: str
    peer: str
    inbox: InboxId
    n: int
    conversation: ConversationId | None = None
    seq: int = 0
    public_seq: int = 0
    part: int = 0
    notice: str = ""
    proof: bool = False
    state: State = State.WAITING
    reason: str = ""
    provider_id: str = ""
    tries: int = 0
    next_at: datetime | None = None
    created_at: datetime

    @property
    def is_over(self) -> bool:
        return self.state not in OPEN

    def claimed(self, now: datetime) -> "Delivery":
        return replace(self, state=State.SENDING, tries=self.tries + 1, next_at=now + LEASE)

    def ended(self, state: State, *, reason: str = "", provider_id: str = "") -> "Delivery":
        return replace(self, state=state, reason=reason, provider_id=provider_id, next_at=None)

    def put_off(self, now: datetime, seconds: int, reason: str) -> "Delivery":
        """Later, at most so often; ``seconds``: what the provider asked for."""
        if self.tries >= MOST_TRIES:
            return self.ended(State.FAILED, reason=reason)
        pause = max(seconds, min(FIRST_PAUSE * 2 ** (self.tries - 1), LONGEST_PAUSE))
        return replace(self, state=State.WAITING, reason=reason, next_at=now + timedelta(seconds=pause))

    def told(self, state: State, reason: str = "") -> "Delivery":
        """By a receipt, which may come late or twice: nothing goes back from read to sent."""
        if state in BAD:
            return self.ended(state, reason=reason or "provider", provider_id=self.provider_id)
        if RANK.get(state, 0) <= RANK.get(self.state, 0) or self.state in {State.FAILED, State.REFUSED}:
            return self
        return replace(self, state=state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much may still be sent to somebody. ``left``: messages, None for any number."""

    until: datetime | None = None
    left: int | None = None
    gone: str = ""

    def refusal(self, parts: int, now: datetime) -> str:
        """Why so many cannot go now, as a fixed word; empty when they can."""
        if self.gone:
            return "gone"
        if self.until is not None and now >= self.until:
            return "window"
        if parts > MOST_PARTS:
            return "too_long"
        return "spent" if self.left is not None and parts > self.left else ""


def room(peer: Peer, limits: Limits, used: int) -> Room:
    """``used``: how many were sent since they wrote last."""
    left = None if limits.per_window is None else max(0, limits.per_window - used)
    return Room(until=peer.open_until(limits), left=left, gone=peer.gone)


def worst(states: Sequence[State]) -> State:
    """Of a message's parts: what went wrong with one is true of it."""
    order = (
        State.FAILED,
        State.REFUSED,
        State.UNKNOWN,
        State.WAITING,
        State.SENDING,
        State.SENT,
        State.DELIVERED,
        State.READ,
    )
    return next(state for state in order if state in states)
