"""A call that came in, and its menu: what a key means where. No words, no clock, no storage."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from walletdesk.channels.voice.hotline.events import PhoneCallChanged
from walletdesk.kernel.ids import AgentId, CallId, ContactId, ConversationId

DANGER: Final = "security"
TOPICS: Final[Mapping[str, str]] = {"1": DANGER, "2": "transfer", "3": "wallet", "4": "app", "5": "other"}
LANGUAGES: Final[Mapping[str, str]] = {"1": "zh-CN", "2": "en"}
CODE_LENGTH: Final = 6
MOST_DEAD: Final = 3  # keys without a meaning, or none at all, at one place; then we say goodbye
MOST_CODES: Final = 3
MOST_RINGS: Final = 3  # phones of ours that were not picked up
MOST_TIMES: Final = 4
MOST_TURNS: Final = 40
WAITS: Final = timedelta(minutes=20)  # on the line; longer is dear for them, and a callback serves better
MENU_LASTS: Final = timedelta(minutes=30)
TALK_LASTS: Final = timedelta(hours=4)
NOW: Final = "now"


class State(StrEnum):
    RINGING = "ringing"  # in line for a person
    MENU = "menu"
    TALKING = "talking"
    ENDED = "ended"
    MISSED = "missed"  # over, and nobody of us spoke to them


class Step(StrEnum):
    """Where in the menu."""

    LANGUAGE = "language"
    TOPIC = "topic"
    CODE = "code"
    CHOICE = "choice"
    TIMES = "times"
    WAITING = "waiting"
    TALKING = "talking"
    OVER = "over"


class Wish(StrEnum):
    """What a key asks for beyond moving on."""

    NONE = ""
    CHECK_CODE = "check_code"
    PERSON = "person"
    TIMES = "times"
    BOOK = "book"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What there is at this moment. ``times``: ``now`` or milliseconds of a half hour's beginning."""

    open: bool = False
    opens: datetime | None = None
    staffed: bool = False
    wait: str = field(default="", repr=False)  # as it is said
    times: Sequence[str] = ()

    @property
    def person(self) -> bool:
        return self.open and self.staffed


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What the caller hears now, each with its language, and what comes after it.

    ``gathers``: so many keys are waited for. ``waits``: ask again after so many seconds. ``dials``: a phone
    of ours. None of them: it is over.
    """

    call: CallId
    n: int
    says: Sequence[tuple[str, str]] = ()
    gathers: int = 0
    waits: int = 0
    dials: str = field(default="", repr=False)

    @property
    def ends(self) -> bool:
        return not (self.gathers or self.waits or self.dials)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """``known_as``: by what its provider knows it. ``number``: sealed, by what it is known again.

    ``n``: the turn that is heard; a key for an earlier one changes nothing. ``told``: what is said before
    the menu. ``offered``: the times that the keys stood for when they were said. ``rings``: how many of our
    own phones were not picked up.
    """

    id: CallId
    provider: str
    known_as: str
    number: str = field(repr=False)
    digits: str
    began_at: datetime
    state: State = State.MENU
    step: Step = Step.LANGUAGE
    n: int = 0
    dead: int = 0
    codes: int = 0
    rings: int = 0
    told: str = ""
    locale: str = ""
    about: str = ""
    offered: tuple[str, ...] = ()
    contact: ContactId | None = None
    conversation: ConversationId | None = None
    agent: AgentId | None = None
    verified: bool = False
    callback: str = ""
    waits_since: datetime | None = None
    talked_at: datetime | None = None
    ended_at: datetime | None = None
    reason: str = ""
    recording: str = field(default="", repr=False)

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None

    @property
    def seconds(self) -> int:
        """How long they talked."""
        if self.talked_at is None or self.ended_at is None:
            return 0
        return max(0, round((self.ended_at - self.talked_at).total_seconds()))

    def pressed(self, digits: str, at: datetime) -> tuple["Call", Wish]:
        """What the keys mean at this place."""
        if self.is_over or self.step not in _MENUS:
            return self, Wish.NONE
        if self.n >= MOST_TURNS:
            return self.over("too_long", at), Wish.NONE
        turned = replace(self, n=self.n + 1, told="")
        return _MENUS[self.step](turned, digits) or (turned._dead(at), Wish.NONE)

    def chosen(self, digits: str) -> str:
        """The time that this key stood for when it was said."""
        return self.offered[int(digits) - 1]

    def proven(self, contact: ContactId, conversation: ConversationId) -> "Call":
        return self.at_step(
            Step.CHOICE, contact=contact, conversation=conversation, verified=True, told="proven"
        )

    def wrong_code(self) -> "Call":
        """Some may be typed anew; then it goes on without."""
        if self.codes + 1 >= MOST_CODES:
            return replace(self.at_step(Step.CHOICE, told="unproven"), codes=self.codes + 1)
        return replace(self, codes=self.codes + 1, told="wrong_code")

    def refused(self, why: str) -> "Call":
        """Not to be had at the moment; back to what there is."""
        return self.at_step(Step.CHOICE, told=why)

    def shown_times(self, times: Sequence[str]) -> "Call":
        return self.at_step(Step.TIMES, offered=tuple(times[:MOST_TIMES]))

    def booked(self, callback: str, at: datetime) -> "Call":
        return replace(self.over("callback", at), callback=callback, told="booked")

    def belongs_to(self, contact: ContactId, conversation: ConversationId) -> "Call":
        return replace(self, contact=contact, conversation=conversation)

    def waits(self, at: datetime) -> "Call":
        return replace(self.at_step(Step.WAITING), state=State.RINGING, waits_since=self.waits_since or at)

    def has_waited(self, at: datetime) -> bool:
        return self.waits_since is not None and at - self.waits_since >= WAITS

    def rung(self, agent: AgentId) -> "Call":
        return replace(self, agent=agent, n=self.n if agent == self.agent else self.n + 1)

    def not_picked_up(self, at: datetime) -> "Call":
        """Back into line for somebody else; not for ever."""
        again = replace(self, rings=self.rings + 1, agent=None, n=self.n + 1)
        return again.gives_up() if again.rings >= MOST_RINGS else again

    def gives_up(self) -> "Call":
        """Nobody came: a callback serves better than the line."""
        return replace(self.refused("nobody"), state=State.MENU, waits_since=None, agent=None, n=self.n + 1)

    def talks(self, at: datetime) -> "Call":
        if self.is_over or self.step is Step.TALKING:
            return self
        return replace(self.at_step(Step.TALKING), state=State.TALKING, talked_at=at)

    def over(self, reason: str, at: datetime) -> "Call":
        """What is over stays as it ended."""
        if self.is_over:
            return self
        missed = self.talked_at is None and reason not in {"callback", "no_input", "too_long"}
        state = State.MISSED if missed else State.ENDED
        return replace(self, step=Step.OVER, state=state, ended_at=at, reason=reason)

    def is_silent(self, at: datetime) -> bool:
        """Its end was lost on the way to us."""
        lasts = TALK_LASTS if self.talked_at else MENU_LASTS
        return not self.is_over and at - (self.talked_at or self.waits_since or self.began_at) >= lasts

    def changed(self, at: datetime) -> list[PhoneCallChanged]:
        """For the thread it belongs to; a call without one is nobody's news."""
        if self.conversation is None:
            return []
        return [
            PhoneCallChanged(
                at=at,
                conversation=self.conversation,
                call=self.id,
                state=self.state.value,
                verified=self.verified,
                digits=self.digits,
                agent=self.agent,
                reason=self.reason,
                seconds=self.seconds,
            )
        ]

    def at_step(self, step: Step, **more: object) -> "Call":
        return replace(self, step=step, dead=0, **{"told": "", **more})  # type: ignore[arg-type]

    def _dead(self, at: datetime) -> "Call":
        if self.dead + 1 >= MOST_DEAD:
            return replace(self.over("no_input", at), told="goodbye")
        return replace(self, dead=self.dead + 1, told="dead")


Meant = tuple[Call, Wish] | None


def _language(call: Call, digits: str) -> Meant:
    found = LANGUAGES.get(digits)
    return (call.at_step(Step.TOPIC, locale=found), Wish.NONE) if found else None


def _topic(call: Call, digits: str) -> Meant:
    """Stolen coins first: what must be done at once is said before anything else is asked."""
    found = TOPICS.get(digits)
    told = "danger" if found == DANGER else ""
    return (call.at_step(Step.CODE, about=found, told=told), Wish.NONE) if found else None


def _code(call: Call, digits: str) -> Meant:
    """Whoever has none presses nothing."""
    if not digits:
        return call.at_step(Step.CHOICE), Wish.NONE
    return (call, Wish.CHECK_CODE) if len(digits) == CODE_LENGTH else None


def _choice(call: Call, digits: str) -> Meant:
    wish = {"1": Wish.PERSON, "2": Wish.TIMES}.get(digits)
    return (call, wish) if wish else None


def _times(call: Call, digits: str) -> Meant:
    keys = {str(key) for key in range(1, len(call.offered) + 1)}
    return (call, Wish.BOOK) if digits in keys else None


_MENUS: Final[Mapping[Step, Callable[[Call, str], Meant]]] = {
    Step.LANGUAGE: _language,
    Step.TOPIC: _topic,
    Step.CODE: _code,
    Step.CHOICE: _choice,
    Step.TIMES: _times,
}
