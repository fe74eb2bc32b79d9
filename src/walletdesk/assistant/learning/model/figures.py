"""What a lead reads of the answers: how far they may be trusted, and at what price."""

from collections.abc import Sequence
from dataclasses import dataclass

from walletdesk.assistant.evaluation import interval
from walletdesk.assistant.learning.model.decisions import Decision
from walletdesk.assistant.learning.model.fitting import JudgedQuestion, weights

_BINS = 10
_POINTS = 50  # of a curve: more cannot be seen
FEWEST_AUDITED = 30  # answers that somebody judged, before their share of right ones means anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Answers that were about equally sure: how sure, how often right, and where the true share lies."""

    sure: float
    right: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Were all answered from ``threshold`` on: the share answered, and of those the share that is wrong."""

    threshold: float
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Of the answers given and judged. ``low`` and ``high``: where the true share lies, 95 times of 100."""

    n: int = 0
    right: int = 0
    low: float = 0.0
    high: float = 1.0

    @property
    def means_something(self) -> bool:
        return self.n >= FEWEST_AUDITED


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One version tried on judged questions it has not seen. ``answered``: the share; ``right``: of those."""

    n: int = 0
    first: float = 0.0  # the right topic is the likeliest
    three: float = 0.0  # it is among the first three
    answered: float = 0.0
    right: float = 0.0
    right_low: float = 0.0
    strangers_answered: float = 0.0  # of the questions that no article answers
    model: str = ""  # what compared texts, by name and version; empty: it was not written down

    @property
    def wrong(self) -> float:
        """The share of all questions that got a wrong answer."""
        return self.answered * (1 - self.right)


def reliability(rows: Sequence[JudgedQuestion]) -> list[Bin]:
    """Empty bins are left out."""
    bins: list[list[JudgedQuestion]] = [[] for _ in range(_BINS)]
    for row in rows:
        bins[min(int(row.sure * _BINS), _BINS - 1)].append(row)
    return [_bin(each) for each in bins if each]


def _bin(rows: Sequence[JudgedQuestion]) -> Bin:
    right = sum(row.is_right for row in rows)
    low, high = interval(right, len(rows))
    return Bin(
        sure=sum(row.sure for row in rows) / len(rows),
        right=right / len(rows),
        low=low,
        high=high,
        n=len(rows),
    )


def risk_coverage(rows: Sequence[JudgedQuestion], strangers: float) -> list[Point]:
    """From the surest answer to all of them, weighted to what is asked here."""
    each = sorted(zip(rows, weights(rows, strangers), strict=True), key=lambda pair: -pair[0].sure)
    whole = sum(weight for _, weight in each)
    points, total, wrong = [], 0.0, 0.0
    for row, weight in each:
        total, wrong = total + weight, wrong + (0.0 if row.is_right else weight)
        points.append(Point(threshold=row.sure, coverage=total / whole, risk=wrong / total))
    step = max(1, -(-len(points) // _POINTS))
    return [*points[step - 1 : -1 : step], *points[-1:]]


def audited(decisions: Sequence[Decision]) -> Audit:
    judged = [one.was_right for one in decisions if one.was_right is not None]
    low, high = interval(sum(judged), len(judged))
    return Audit(n=len(judged), right=sum(judged), low=low, high=high)


def tried(rows: Sequence[JudgedQuestion], threshold: float) -> Trial:
    ours = [row for row in rows if row.is_ours]
    others = [row for row in rows if row.is_stranger]
    answered = [row for row in rows if row.guesses and row.sure >= threshold]
    right = sum(row.is_right for row in answered)
    return Trial(
        n=len(rows),
        first=_share(sum(row.is_right for row in ours), len(ours)),
        three=_share(sum(row.is_among_three for row in ours), len(ours)),
        answered=_share(len(answered), len(rows)),
        right=_share(right, len(answered)),
        right_low=interval(right, len(answered))[0],
        strangers_answered=_share(sum(bool(r.guesses) and r.sure >= threshold for r in others), len(others)),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
