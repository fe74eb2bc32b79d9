"""What the plan is reckoned with, and where each number comes from: a lead, our own facts, an assumption."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import timedelta
from enum import StrEnum
from statistics import median
from typing import Final

from walletdesk.insights.staffing.model.handling import FEWEST, FEWEST_ENDED, Handling
from walletdesk.insights.staffing.model.plan import NEVER_LEAVES, Terms

USUAL: Final = Terms()
NAMES: Final = tuple(one.name for one in fields(Terms))
FEWEST_LEFT: Final = 20
Own = Mapping[str, float]  # what leads set themselves, by the names of the terms


class Source(StrEnum):
    OWN = "own"
    MEASURED = "measured"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was measured here. ``capacities``: how many each agent may have at once.

    ``left``: who left the line; ``patience``: after how long, on average.
    """

    handling: Handling = field(default_factory=Handling)
    capacities: Sequence[int] = ()
    left: int = 0
    patience: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """``of``: how many it is measured by; from ``needs`` on it holds. ``measured`` None: it never is."""

    name: str
    source: Source
    of: int = 0
    needs: int = 0
    measured: float | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    value: float | None
    of: int
    needs: int


def in_force(own: Own, facts: Facts) -> tuple[Terms, Sequence[Basis]]:
    """Whoever set a number is believed; else what was measured holds, and else what is usual."""
    seen = _seen(facts)
    bases = [_basis(name, own, seen.get(name)) for name in NAMES]
    measured = {
        one.name: one.measured for one in bases if one.source is Source.MEASURED and one.measured is not None
    }
    return terms_of({**measured, **own}), bases


def terms_of(given: Mapping[str, float]) -> Terms:
    """Refuses what cannot be reckoned with."""
    plain = {name: _like(getattr(USUAL, name), value) for name, value in given.items()}
    return Terms(**plain)  # type: ignore[arg-type]


def _like(usual: float, value: float) -> float:
    return round(value) if isinstance(usual, int) else value


def _basis(name: str, own: Own, seen: _Seen | None) -> Basis:
    if seen is None:
        return Basis(name=name, source=Source.OWN if name in own else Source.ASSUMED)
    is_known = seen.value is not None and seen.of >= seen.needs
    source = Source.OWN if name in own else Source.MEASURED if is_known else Source.ASSUMED
    value = seen.value if is_known else None
    return Basis(name=name, source=source, of=seen.of, needs=seen.needs, measured=value)


def _seen(facts: Facts) -> Mapping[str, _Seen]:
    took, agents = facts.handling.all, len(facts.capacities)
    minutes = None if facts.patience is None else facts.patience / timedelta(minutes=1)
    return {
        "handling": _Seen(_bounded(took.mean, 30, 7200) if took else None, took.of if took else 0, FEWEST),
        "slowed": _Seen(facts.handling.slowed, facts.handling.ended, FEWEST_ENDED),
        "at_once": _Seen(min(10, median(facts.capacities)) if agents else None, agents, 1),
        "patience": _Seen(
            None if minutes is None else _bounded(minutes, NEVER_LEAVES + 1, 240), facts.left, FEWEST_LEFT
        ),
        "people": _Seen(agents or None, agents, 1),
    }


def _bounded(value: float, least: float, most: float) -> float:
    return min(most, max(least, round(value)))
