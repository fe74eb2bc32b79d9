"""What the board tells, and the rules by which its numbers are made. Times are milliseconds UTC.

A number that is not known is None, never 0: a lead must not take "nobody measured" for "nobody waits".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, floor
from zoneinfo import ZoneInfo

FEWEST = 5  # measured waits; of fewer no range is told
STEP = timedelta(minutes=5)
LOOK_BACK = timedelta(hours=2)
HOURS = 12


@dataclass(frozen=True, slots=True)
class Named:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Pause:
    """A reason in both languages; without words it is one of ours, told by its code."""

    code: str
    en: str = ""
    zh: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A conversation as a line of the board."""

    id: str
    contact: Named
    subject: str
    status: str
    priority: str
    team: Named | None
    assignee: Named | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitRange:
    """Whole minutes; eight in ten of the ``of`` waits measured in the last hour lie within."""

    low: int
    high: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """How long whoever came now would wait, in minutes.

    Measured with ``recent`` waits of the last ``minutes`` and ``usual`` ones at such hours before.
    """

    low: int
    high: int
    minutes: int
    recent: int
    usual: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """How often what we told came true: of the latest ``told`` ranges ``held`` did."""

    told: int
    held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One in line: ``place`` counts from 1 within its queue.

    ``overflowed_at``: since when a second team may take it too.
    """

    conversation: Shown
    place: int
    since: int
    offered_to: Named | None
    overflowed_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueShown:
    """``agents`` are online and able, ``free`` is what they can still take; ``reason`` says why they wait.

    ``also``: the second team, which may take them too since they waited too long.
    """

    team: Named | None
    also: Named | None
    skill: str
    level: int
    language: str
    waiting: int
    longest_since: int | None
    wait: WaitRange | None
    expected: Expected | None
    agents: int
    free: int
    reason: str | None
    first: Sequence[Standing]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedShown:
    conversation: Shown
    since: int
    due: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """First replies owed now: all, those near their time, those past it, and the most pressing."""

    owed: int
    near: int
    broken: int
    soonest: Sequence[OwedShown]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """Overall marks from 1 to 5: how many, their sum, how many were low."""

    count: int
    sum: int
    low: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Since midnight where the installation is. ``with_person``: begun today, and a person was wanted."""

    began: int
    kept: int
    late: int
    gave_up: int
    begun: int
    with_person: int
    marks: Rated


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    conversation: Shown
    since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonShown:
    """``may_set``: the lead who asks may set this agent away or offline.

    ``pause``: why they are away, as the list of reasons names it. ``units``: what the open ones weigh.
    """

    agent: Named
    state: str
    pause: Pause | None
    since: int | None
    open: int
    units: int
    capacity: int
    languages: Sequence[str]
    teams: Sequence[Named]
    looks_at: Sequence[LookedAt]
    may_set: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """``points[i]`` is at ``since + i * step``, or in the step that begins there."""

    since: int
    step: int
    points: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hourly:
    asked: Series
    ended: Series


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """``at``: when it was counted. ``zone``: its key; whoever watches is told its name."""

    at: int
    zone: str
    waiting: int
    longest_since: int | None
    wait: WaitRange | None
    truth: Truth | None
    promised: Promised
    today: Today
    queues: Sequence[QueueShown]
    people: Sequence[PersonShown]
    owed_lately: Series
    hourly: Hourly


def midnight(now: datetime, zone: str) -> datetime:
    """When today began there."""
    local = now.astimezone(ZoneInfo(zone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(now.tzinfo)


def wait_range(waits: Sequence[timedelta]) -> WaitRange | None:
    """The stretch in which eight in ten lie; None for too few to tell."""
    if len(waits) < FEWEST:
        return None
    ordered, last = sorted(waits), len(waits) - 1
    minute = timedelta(minutes=1)
    low, high = ordered[floor(last * 0.1)] / minute, ordered[ceil(last * 0.9)] / minute
    return WaitRange(low=floor(low), high=max(1, ceil(high)), of=len(waits))


def owed_before(now: int, asked: Mapping[int, int], ended: Mapping[int, int], steps: int) -> list[int]:
    """How many were owed at the begin of each step and at the end of the last, which is ``now``."""
    points = [now]
    for step in reversed(range(steps)):
        points.append(max(0, points[-1] - asked.get(step, 0) + ended.get(step, 0)))
    return points[::-1]


def rated(given: Mapping[int, int], low: int) -> Rated:
    """``given``: how often each mark was given."""
    return Rated(
        count=sum(given.values()),
        sum=sum(mark * times for mark, times in given.items()),
        low=sum(times for mark, times in given.items() if mark <= low),
    )
