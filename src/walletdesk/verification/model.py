"""A proof code and its rules: who may show it, whom it convinces, and for how long."""

import hmac
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import AgentId, ConversationId

LIFE = timedelta(minutes=2)
MOST_TRIES = 5  # wrong ones in its conversation; then a new code is needed
_BETWEEN = frozenset(" -\u00b7.")  # what people put between digits


class Kind(StrEnum):
    SHOWN = "shown"  # an agent shows it, the contact checks it
    ASKED = "asked"  # the contact's screen shows it, the agent types it


DIGITS = {Kind.SHOWN: 8, Kind.ASKED: 6}  # the first is checked by strangers too, the second by agents alone


class State(StrEnum):
    """Of a number that the contact asks for."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    WRONG = "wrong"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One of each kind stands for a conversation: a new one ends the one before.

    ``seal``: what is kept in place of the digits. ``agent``: who shows it; of one that was asked for, who
    has typed it.
    """

    conversation: ConversationId
    kind: Kind
    seal: str
    agent: AgentId | None
    made_at: datetime
    used_at: datetime | None = None
    tries: int = 0

    @property
    def expires_at(self) -> datetime:
        return self.made_at + LIFE

    def is_open(self, at: datetime) -> bool:
        return self.used_at is None and self.tries < MOST_TRIES and self.made_at <= at < self.expires_at

    def fits(self, seal: str, at: datetime) -> bool:
        return hmac.compare_digest(self.seal, seal) and self.is_open(at)

    def used(self, at: datetime, by: AgentId | None = None) -> "Code":
        return replace(self, used_at=at, agent=by or self.agent)

    def missed(self) -> "Code":
        return replace(self, tries=self.tries + 1)

    def state(self, at: datetime) -> State:
        if self.used_at is not None:
            return State.CONFIRMED
        if self.tries:
            return State.WRONG
        return State.WAITING if self.is_open(at) else State.OVER


def digits_in(text: str, kind: Kind) -> str:
    """The digits as they are kept, however they were typed or spoken into a phone; empty for what is none."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", text) if c not in _BETWEEN and not c.isspace())
    fits = plain.isascii() and plain.isdecimal() and len(plain) == DIGITS[kind]
    return plain if fits else ""


def in_halves(digits: str) -> str:
    """As it is read aloud: two halves."""
    half = len(digits) // 2
    return f"{digits[:half]} {digits[half:]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """An agent as the contact of a conversation may see them. ``since``: in this conversation."""

    agent: str
    team: str
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCheck:
    """What became of a code that somebody checked.

    ``at``: when our agent was shown it. ``badge`` and ``working_on`` (tickets, else the subject) only for
    the contact whose conversation it is; a stranger hears that it is ours, never whose.
    """

    ours: bool
    at: datetime | None = None
    conversation: ConversationId | None = None
    badge: Badge | None = None
    working_on: str = ""


NOT_OURS = CodeCheck(ours=False)


SHORTEST_PHRASE, LONGEST_PHRASE = 2, 40
MOST_WORDS = 11  # the shortest recovery phrase has twelve
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_MOST_DIGITS = 4  # a year may stand in it, a phone number may not
_MARKS = frozenset("-'\u2019,!?\uff0c\uff01\uff1f\u3002\u3001\u00b7")


def clean_phrase(text: str) -> str:
    """One line of words. Invalid where it could be read as a link, an address or a number to call.

    It stands in our mails: whoever gets at a session for a minute must not speak through them.
    """
    phrase = " ".join(unicodedata.normalize("NFKC", text).split())
    if not SHORTEST_PHRASE <= len(phrase) <= LONGEST_PHRASE:
        raise Invalid("These words need 2 to 40 characters.", code="phrase_length")
    if len(_WORD.findall(phrase)) > MOST_WORDS:
        raise Invalid("At most 11 words; a Chinese character counts as one.", code="phrase_words")
    digits = sum(letter.isdecimal() for letter in phrase)
    if digits > _MOST_DIGITS or not all(_is_plain(letter) for letter in phrase):
        raise Invalid("Use words only: no links, addresses or long numbers.", code="phrase_form")
    return phrase


def _is_plain(letter: str) -> bool:
    return letter == " " or letter in _MARKS or unicodedata.category(letter)[0] in "LMN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """An open conversation, and who of us is in it."""

    id: ConversationId
    subject: str
    channel: str
    status: str
    since: datetime
    badge: Badge | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    number: str
    state: str
    state_words: str  # English, which is the key of the translation
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """A call that the contact wished for, and when. ``until`` None: when their turn in line comes.

    ``again``: they were not reached, or we were closed; it is tried from ``after`` on.

    ``booked``: we call by ourselves, and their own page shows a number that our agent says first.
    """

    conversation: ConversationId
    after: datetime
    until: datetime | None
    booked: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """All that is open between a contact and us."""

    talks: tuple[Talk, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    calls: tuple[Promised, ...] = ()

    @property
    def is_anything(self) -> bool:
        return bool(self.talks or self.tickets or self.calls)
