"""When a callback can be booked: half hours that lie whole inside the hours, with a place left in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from walletdesk.hours import Timetable

LENGTH: Final = timedelta(minutes=30)  # a narrower one is a promise of a minute, which nobody can keep
SOONEST: Final = timedelta(minutes=15)  # somebody of us must be able to finish what they have begun
DAYS: Final = 7
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Slot:
    begins: datetime
    left: int

    @property
    def ends(self) -> datetime:
        return self.begins + LENGTH


def slots(timetable: Timetable, taken: Mapping[datetime, int], *, seats: int, now: datetime) -> list[Slot]:
    """Those with a place left, the soonest first."""
    found = []
    for begins in _half_hours(timetable, now):
        left = seats - taken.get(begins, 0)
        if left > 0:
            found.append(Slot(begins, left))
    return found


def fits(timetable: Timetable, begins: datetime, now: datetime) -> bool:
    return begins in set(_half_hours(timetable, now))


def _half_hours(timetable: Timetable, now: datetime) -> Iterator[datetime]:
    first, last = now + SOONEST, now + timedelta(days=DAYS)
    for opening in timetable.openings(now, days=DAYS + 1):
        at = _rounded_up(max(opening.begins, first))
        while at + LENGTH <= opening.ends and at <= last:
            yield at
            at += LENGTH


def _rounded_up(at: datetime) -> datetime:
    """To the next full or half hour."""
    return _EPOCH + -((_EPOCH - at) // LENGTH) * LENGTH
