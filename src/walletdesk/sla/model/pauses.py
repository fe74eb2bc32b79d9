"""When a promise did not count: while a conversation waited for the contact, or for somebody outside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from walletdesk.hours import Timetable

CONTACT = "contact"  # why: the last word was ours
MOST_PAUSES = 200  # of one promise; after so many the time counts on


@dataclass(frozen=True, slots=True)
class Pause:
    """``why``: the contact is waited for, or the id of a ticket that waits for somebody outside."""

    why: str
    begins: datetime
    ends: datetime | None = None


Pauses = tuple[Pause, ...]


def paused(pauses: Pauses, why: str, at: datetime) -> Pauses:
    """What is paused for this already stays as it is, and so does a time that is behind us."""
    of_it = [one for one in pauses if one.why == why]
    is_old = any(one.ends is None or at < one.ends for one in of_it)
    return pauses if is_old or len(pauses) >= MOST_PAUSES else (*pauses, Pause(why, at))


def resumed(pauses: Pauses, why: str, at: datetime) -> Pauses:
    def ended(one: Pause) -> Pause:
        is_meant = one.why == why and one.ends is None and one.begins <= at
        return replace(one, ends=at) if is_meant else one

    return tuple(ended(one) for one in pauses)


def due_after(
    start: datetime, duration: timedelta, pauses: Sequence[Pause], timetable: Timetable
) -> datetime | None:
    """So much open time later, what was paused left out. None: it never comes, or it is paused now."""
    at, left = start, duration
    for begins, ends in _stretches(start, pauses):
        done = timetable.business_time_between(at, begins)
        if done >= left:
            break
        if ends is None:
            return None
        at, left = ends, left - done
    return timetable.add_business_time(at, left)


def _stretches(start: datetime, pauses: Sequence[Pause]) -> Iterator[tuple[datetime, datetime | None]]:
    """In order, and what overlaps as one: two may be waited for at once."""
    pending: tuple[datetime, datetime | None] | None = None
    for one in sorted(pauses, key=lambda pause: pause.begins):
        begins = max(start, one.begins)
        if one.ends is not None and one.ends <= begins:
            continue
        if pending is None or (pending[1] is not None and pending[1] < begins):
            if pending:
                yield pending
            pending = (begins, one.ends)
        elif pending[1] is not None:
            pending = (pending[0], None if one.ends is None else max(pending[1], one.ends))
    if pending:
        yield pending
