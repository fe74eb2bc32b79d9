"""The ways to reach people as they are now, and their order. No time in it but what was given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum, auto

from walletdesk.routing import Told

MINUTE = timedelta(minutes=1)
FEWEST_TOLD = 20  # ranges, before we say how many of them held
_NEVER = datetime.max.replace(tzinfo=UTC)


class Kind(StrEnum):
    """In the order in which equals stand: what answers here and now comes first."""

    CONVERSATION = auto()
    MESSAGE = auto()
    CALLBACK = auto()
    MAIL = auto()
    PORTAL = auto()


class State(StrEnum):
    """How a way is now, the best first: this is the order."""

    FREE = auto()  # somebody has time
    SHORT = auto()  # a wait within what the inbox calls long
    TIMED = auto()  # nothing to wait for there, and it is known by when
    LONG = auto()
    UNKNOWN = auto()  # one waits there, nobody can tell how long
    UNTIMED = auto()  # nothing to wait for there, nobody can tell by when
    AWAY = auto()  # in our hours, and nobody who can answer is online
    CLOSED = auto()
    DISTURBED = auto()  # it does not work


class Why(StrEnum):
    """Why the best is the best."""

    FREE = auto()
    SHORT = auto()
    SOONEST = auto()  # of the times that are known
    LINE_LONG = auto()
    LINE_UNKNOWN = auto()
    LINE_AWAY = auto()
    LINE_CLOSED = auto()
    LINE_DISTURBED = auto()
    NO_TIME_KNOWN = auto()  # but people are there
    ALONE = auto()  # no other works


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to reach people as it is now.

    ``live``: one waits there, in a line of ``line``; else one writes, or asks, and goes. ``open``: people are
    on duty for it, or it takes what comes at any time. ``wait``: from the end of the line; ``by``: what sla
    keeps; where a stretch of time is agreed on, ``begins`` is its beginning and ``by`` its end. None: not
    known. From ``limit`` on a wait is long. ``staffed``: somebody who can answer is online. ``to``: its
    address on our pages, or the mail address. ``only_own``: for those who wrote to us before.
    """

    kind: Kind
    to: str = ""
    live: bool = False
    open: bool = True
    next_open: datetime | None = None
    closes: datetime | None = None
    staffed: bool = True
    room: bool = False
    line: int | None = None
    wait: Told | None = None
    begins: datetime | None = None
    by: datetime | None = None
    limit: timedelta = 10 * MINUTE
    disturbed: bool = False
    only_own: bool = False

    def latest(self, now: datetime) -> datetime | None:
        """By when whoever comes now has an answer, as far as that is known. What is over is no promise."""
        if self.live and self.open and self.room:
            return now
        if self.wait is not None:
            return now + self.wait.high * MINUTE
        return self.by if self.by is not None and self.by > now else None

    def state(self, now: datetime) -> State:
        if self.disturbed:
            return State.DISTURBED
        if not self.open:
            return State.CLOSED
        if not self.staffed:
            return State.AWAY
        latest = self.latest(now)
        if self.live:
            return self._in_line(latest, now)
        return State.UNTIMED if latest is None else State.TIMED

    def _in_line(self, latest: datetime | None, now: datetime) -> State:
        if latest is None:
            return State.UNKNOWN
        if self.room:
            return State.FREE
        return State.SHORT if latest - now <= self.limit else State.LONG


def waited_long(told: Told | None, limit: timedelta) -> bool:
    """Whether a range passes the limit: the same question here, in the line and in the widget."""
    return told is not None and told.high * MINUTE > limit


@dataclass(frozen=True, slots=True)
class Ranked:
    way: Way
    state: State
    latest: datetime | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every way in its order. ``best`` None: none works. ``why``: what the best is preferred for."""

    order: tuple[Ranked, ...]
    best: Ranked | None
    why: Why | None

    def of(self, kind: Kind) -> Ranked | None:
        return next((one for one in self.order if one.way.kind is kind), None)

    @property
    def line(self) -> Ranked | None:
        """The way on which one waits, best first where there are several."""
        return next((one for one in self.order if one.way.live), None)

    @property
    def instead(self) -> Ranked | None:
        """What somebody in the line should rather be offered, and keep their place. None: to stay is best."""
        if self.best is None or self.best.way.live:
            return None
        return self.best


def ranked(ways: Sequence[Way], now: datetime) -> Ranking:
    """By state, then by the latest answer, then by kind: one order for the same facts, however they came."""
    each = [Ranked(way, way.state(now), way.latest(now)) for way in ways]
    order = tuple(sorted(each, key=_place))
    best = next((one for one in order if not one.way.only_own and one.state is not State.DISTURBED), None)
    return Ranking(order, best, _why(best, order) if best else None)


def _place(one: Ranked) -> tuple[bool, int, datetime, int, str]:
    states, kinds = list(State), list(Kind)
    latest = one.latest or _NEVER
    return one.way.only_own, states.index(one.state), latest, kinds.index(one.way.kind), one.way.to


_WHY_OF_LINE = {
    State.LONG: Why.LINE_LONG,
    State.UNKNOWN: Why.LINE_UNKNOWN,
    State.AWAY: Why.LINE_AWAY,
    State.CLOSED: Why.LINE_CLOSED,
    State.DISTURBED: Why.LINE_DISTURBED,
}
_WHY_OF_BEST = {State.FREE: Why.FREE, State.SHORT: Why.SHORT, State.UNKNOWN: Why.NO_TIME_KNOWN}


def _why(best: Ranked, order: Sequence[Ranked]) -> Why:
    if best.state in _WHY_OF_BEST:
        return _WHY_OF_BEST[best.state]
    line = next((one for one in order if one.way.live and one is not best), None)
    if line is not None:
        return _WHY_OF_LINE.get(line.state, Why.SOONEST)
    others = [one for one in order if one is not best and not one.way.only_own]
    return Why.SOONEST if any(one.state is not State.DISTURBED for one in others) else Why.ALONE


@dataclass(frozen=True, slots=True)
class Opening:
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Quiet:
    """An hour to come in which one waits little: ``minutes`` on average, of ``joined`` who were measured."""

    begins: datetime
    minutes: int
    joined: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How people can be reached at this moment. ``lost``: nothing could be asked, so nothing is known.

    ``told`` and ``held``: of so many ranges that were told, so many came true.
    """

    at: datetime
    ways: tuple[Way, ...] = ()
    openings: tuple[Opening, ...] = ()
    languages: tuple[str, ...] = ()
    note: Mapping[str, str] = field(default_factory=dict)
    quiet: tuple[Quiet, ...] = ()
    told: int = 0
    held: int = 0
    lost: bool = False

    @property
    def ranking(self) -> Ranking:
        return ranked(self.ways, self.at)

    @property
    def percent(self) -> int | None:
        """Rounded down: we do not make ourselves better. None: too few were told to say."""
        return self.held * 100 // self.told if self.told >= FEWEST_TOLD else None

    def note_in(self, locale: str) -> str:
        """In another language rather than not at all."""
        return self.note.get(locale) or next((words for words in self.note.values() if words), "")
