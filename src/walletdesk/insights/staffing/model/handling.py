"""How long a conversation keeps an agent, from what was held here: as if each had been the only one.

Several at once slow each other: a minute beside others counts as the part of a minute that it would have been
alone. By how much they do is measured too, where enough ended alone and enough beside others: so many minutes
were spent with so many at once, and so many ended then.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean, median
from typing import Final, NamedTuple

LONGEST: Final = 4 * 3600  # seconds: held for longer it rests, while its contact is away
FEWEST: Final = 50  # conversations; of fewer no time is told
FEWEST_ENDED: Final = 30  # alone, and beside others, before it is told how they slow each other
MOST_SLOWED: Final = 2.0


class Held(NamedTuple):
    """An agent had the conversation ``about`` for ``seconds``, from ``begins`` (in seconds) on."""

    about: str
    agent: str
    team: str
    channel: str
    begins: float
    seconds: float

    @property
    def ends(self) -> float:
        return self.begins + self.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """Of ``of`` conversations: seconds as if alone. ``together``: how many an agent had at once meanwhile."""

    team: str = ""
    channel: str = ""
    of: int
    median: float
    mean: float
    together: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """``all`` None: nothing was held. ``rested``: so many were left out. ``slowed`` None: too few to tell.

    ``ended``: how many that is told by, the fewer of those alone and those beside others.
    """

    all: Took | None = None
    parts: Sequence[Took] = ()
    rested: int = 0
    slowed: float | None = None
    ended: int = 0


def handling(held: Iterable[Held], slowed: float, own: float | None = None) -> Handling:
    """``slowed``: by which share each further one makes all slower, where that cannot be measured.

    ``own``: what a lead says it is. The plan multiplies with it, so the times are divided by it too.
    """
    given = list(held)
    counted = sorted(one for one in given if 0 < one.seconds <= LONGEST)
    shifts = [list(some) for _, some in groupby(sorted(counted, key=_agent), key=_agent)]
    told, ended = _slowing(shifts)
    share = own if own is not None else slowed if told is None else told
    alone = [one for shift in shifts for one in _alone(shift, share)]
    return Handling(
        all=_took(alone),
        parts=sorted(_parts(alone), key=lambda part: -part.of),
        rested=sum(one.seconds > LONGEST for one in given),
        slowed=told,
        ended=ended,
    )


class _Alone(NamedTuple):
    """``work``: its seconds, as if alone. ``beside``: seconds times how many there were."""

    held: Held
    work: float
    beside: float


def _agent(one: Held) -> str:
    return one.agent


def _steps(shift: Sequence[Held]) -> Iterator[tuple[float, int, int]]:
    """Of one agent: each moment at which something changes, how many are held then, how many ended."""
    begins, ends = Counter(one.begins for one in shift), Counter(one.ends for one in shift)
    held = 0
    for at in sorted({*begins, *ends}):
        held += begins[at] - ends[at]
        yield at, held, ends[at]


def _slowing(shifts: Iterable[Sequence[Held]]) -> tuple[float | None, int]:
    """From how long they took until one ended, with one held, with two, with three: a line through these."""
    times, ends = Counter[int](), Counter[int]()
    for shift in shifts:
        before, held = 0.0, 0
        for at, now, ended in _steps(shift):
            times[held] += round(held * (at - before)) if held else 0
            ends[held] += ended
            before, held = at, now
    alone, beside = ends[1], sum(count for level, count in ends.items() if level > 1)
    enough = min(alone, beside)
    if enough < FEWEST_ENDED:
        return None, enough
    return _slope({level: (times[level] / count, count) for level, count in ends.items() if count}), enough


def _slope(took: Mapping[int, tuple[float, int]]) -> float:
    """Seconds with one alone, and by which share of these they grow with each further one."""
    whole = sum(count for _, count in took.values())
    level = sum(n * count for n, (_, count) in took.items()) / whole
    mean = sum(seconds * count for seconds, count in took.values()) / whole
    along = sum(count * (n - level) * (seconds - mean) for n, (seconds, count) in took.items())
    grows = along / sum(count * (n - level) ** 2 for n, (_, count) in took.items())
    first = mean - grows * (level - 1)
    return min(MOST_SLOWED, max(0.0, grows / first)) if first > 0 else MOST_SLOWED


def _alone(shift: Sequence[Held], slowed: float) -> list[_Alone]:
    """What each would have taken alone: what passes on a clock that goes slower the more are held."""
    clock, count = {}, {}
    work, beside, before, held = 0.0, 0.0, 0.0, 0
    for at, now, _ in _steps(shift):
        if held:
            work += (at - before) / (1 + slowed * (held - 1))
            beside += (at - before) * held
        clock[at], count[at] = work, beside
        before, held = at, now
    return [
        _Alone(one, clock[one.ends] - clock[one.begins], count[one.ends] - count[one.begins]) for one in shift
    ]


def _parts(alone: Iterable[_Alone]) -> Iterator[Took]:
    parts = defaultdict(list)
    for one in alone:
        parts[one.held.team, one.held.channel].append(one)
    for (team, channel), some in parts.items():
        took = _took(some, team, channel)
        if took:
            yield took


def _took(alone: Sequence[_Alone], team: str = "", channel: str = "") -> Took | None:
    """Whoever was handed over kept two agents: a conversation is all that it took."""
    if not alone:
        return None
    works = defaultdict[str, float](float)
    for one in alone:
        works[one.held.about] += one.work
    seconds = list(works.values())
    return Took(
        team=team,
        channel=channel,
        of=len(seconds),
        median=median(seconds),
        mean=fmean(seconds),
        together=sum(one.beside for one in alone) / sum(one.held.seconds for one in alone),
    )
