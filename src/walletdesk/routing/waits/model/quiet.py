"""The hours to come in which one waits least, from how it was at such hours; and how often we were right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

HOUR: Final = timedelta(hours=1)
FEWEST_AN_HOUR: Final = 8  # who waited or did not have to, before an hour is called quiet
FEWEST_TOLD: Final = 20  # before we say how often we were right


@dataclass(frozen=True, slots=True, kw_only=True)
class HourMeasured:
    """All who joined in the hour that began at ``begins``, those with room as well."""

    begins: datetime
    joined: int
    waited: timedelta  # all of them together


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHour:
    begins: datetime
    minutes: int  # that one waits there, on average
    joined: int  # whom that was measured at


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """Of the latest ``told`` ranges ``held`` were true; the others ended below or above."""

    told: int
    held: int
    below: int
    above: int

    @property
    def share(self) -> float | None:
        """None: too few were told to say."""
        return self.held / self.told if self.told >= FEWEST_TOLD else None


def quietest(
    measured: Sequence[HourMeasured],
    hours: Sequence[datetime],
    local: Callable[[datetime], datetime],
    most: int = 3,
) -> list[QuietHour]:
    """Of ``hours`` to come the ``most`` with the shortest wait, the next first among equals.

    Compared with the same hour of the same kind of day, weekday or weekend. Empty where too little was
    measured to compare two hours: one hour alone is not the quietest of anything.
    """
    kinds: dict[tuple[bool, int], list[HourMeasured]] = {}
    for one in measured:
        kinds.setdefault(_kind(local(one.begins)), []).append(one)
    known = [quiet for begins in hours if (quiet := _quiet(begins, kinds, local))]
    if len(known) < 2:
        return []
    best = sorted(known, key=lambda quiet: (quiet.minutes, quiet.begins))[:most]
    return sorted(best, key=lambda quiet: quiet.begins)


def _quiet(
    begins: datetime,
    kinds: Mapping[tuple[bool, int], Sequence[HourMeasured]],
    local: Callable[[datetime], datetime],
) -> QuietHour | None:
    like = kinds.get(_kind(local(begins)), ())
    joined = sum(one.joined for one in like)
    if joined < FEWEST_AN_HOUR:
        return None
    mean = sum((one.waited for one in like), timedelta()) / joined
    return QuietHour(begins=begins, minutes=round(mean / timedelta(minutes=1)), joined=joined)


def _kind(local: datetime) -> tuple[bool, int]:
    return local.weekday() > 4, local.hour
