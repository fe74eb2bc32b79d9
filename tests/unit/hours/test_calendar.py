"""What a calendar accepts."""

from datetime import date
from functools import partial
from itertools import count

import pytest

from tests.support.hours import OFFICE
from walletdesk.hours import Calendar, CalendarId, Covers, OneOff, OwnHoliday, Span, Surge, WeeklySpan
from walletdesk.kernel.errors import Invalid

NAMED = partial(Calendar, id=CalendarId("cal_1"), name="Support")
DAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    "write_down",
    [
        partial(Span, -1, 60),
        partial(Span, 60, 60),
        partial(Span, 0, 1441),
        partial(WeeklySpan, 7, 0, 60),
        partial(WeeklySpan, 0, 1440, 60),
        partial(WeeklySpan, 0, 0, 1441),
        partial(NAMED, zone="Mars/Olympus", week=()),
        partial(NAMED, zone="", week=()),
        partial(NAMED, zone="../../etc/passwd", week=()),
        partial(NAMED, zone="Asia", week=()),
        partial(NAMED, zone="UTC", week=OFFICE.week * 13),
        partial(Surge, DAY, date(2025, 12, 31), "ends first"),
        partial(Surge, DAY, date(2026, 4, 3), "93 days"),
        partial(NAMED, zone="UTC", week=(), surges=(Surge(DAY, DAY, "a"), Surge(DAY, date(2026, 1, 2), "b"))),
        partial(NAMED, zone="UTC", week=(), surges=tuple(Surge(DAY, DAY, f"{n}") for n in range(51))),
        partial(NAMED, zone="UTC", week=(), covers=Covers(teams=tuple(f"team_{n}" for n in range(201)))),
        partial(NAMED, zone="UTC", week=(), holidays=(OwnHoliday(DAY, ""),) * 2001),
        partial(NAMED, zone="UTC", week=(), one_offs=(OneOff(DAY, "a"), OneOff(DAY, "b"))),
    ],
    ids=count(),
)
def test_what_makes_no_sense_is_refused(write_down: partial[object]) -> None:
    with pytest.raises(Invalid):
        write_down()


def test_a_span_that_ends_at_midnight_stays_on_its_day() -> None:
    assert list(WeeklySpan(6, 1320, 0).parts()) == [(6, Span(1320, 1440))]
    assert list(WeeklySpan(6, 1320, 360).parts()) == [(6, Span(1320, 1440)), (0, Span(0, 360))]
