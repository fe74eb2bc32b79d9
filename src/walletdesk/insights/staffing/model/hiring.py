"""When the people of today are too few, and when one must begin to look for more."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from walletdesk.insights.staffing.model.needing import Slot, needed, rounded
from walletdesk.insights.staffing.model.plan import Terms

WEEKS_AHEAD = 52


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """People of a whole week: ``now`` needed, and ``have``.

    ``short_in``: weeks until those one has are too few; None: not within a year, or nobody said how many
    there are. ``begin_in``: weeks until one must begin to look; below zero: so long ago.
    """

    now: int
    have: int
    short_in: int | None
    begin_in: int | None


def people_for(slots: Sequence[Slot], terms: Terms, times: float) -> int | None:
    """As many as the hours of a week come to, and never fewer than its fullest half hour needs."""
    needs = [needed(rounded(slot.rate * times), terms) for slot in slots if slot.open]
    if any(need is None for need in needs):
        return None
    known = [need for need in needs if need is not None]
    return max(ceil(sum(known) / 2 / terms.hours), max(known, default=0))


def horizon(slots: Sequence[Slot], terms: Terms) -> Horizon | None:
    """``slots``: of an ordinary week. None: even today's need is more than can be reckoned with."""
    now = people_for(slots, terms, 1.0)
    if now is None:
        return None
    short = _short_in(slots, terms) if terms.people else None
    lead = terms.hire + terms.train
    begin = None if short is None else short - lead
    return Horizon(now=now, have=terms.people, short_in=short, begin_in=begin)


def _short_in(slots: Sequence[Slot], terms: Terms) -> int | None:
    """The first week in which more are needed; the need does not fall while more ask, so it is halved."""

    def is_short(week: int) -> bool:
        need = people_for(slots, terms, (1 + terms.growth) ** week)
        return need is None or need > terms.people

    if is_short(0):
        return 0
    low, high = 0, WEEKS_AHEAD
    if terms.growth <= 0 or not is_short(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_short(middle) else (middle, high)
    return high
