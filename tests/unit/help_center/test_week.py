"""The hours of the days ahead as a copy tells them, and until when it may be believed."""

from datetime import UTC, date, datetime, timedelta

from walletdesk.help_center.reaching import holds_until, hours_of
from walletdesk.help_center.reaching.week import Hours
from walletdesk.hours import Calendar, CalendarId, OneOff, OwnHoliday, Span, Surge, Timetable, WeeklySpan
from walletdesk.platform.i18n import stretch, weekday

BERLIN = "Europe/Berlin"
AT = datetime(2026, 10, 21, 12, 30, tzinfo=UTC)  # a Wednesday, 14:30 there; on Sunday the clock goes back
DAY = timedelta(days=1)
OFFICE = tuple(WeeklySpan(day, 9 * 60, 18 * 60) for day in range(5))


def timetable(
    *,
    week: tuple[WeeklySpan, ...] = OFFICE,
    surges: tuple[Surge, ...] = (),
    one_offs: tuple[OneOff, ...] = (),
) -> Timetable:
    return Timetable(
        Calendar(
            id=CalendarId("cal_1"),
            name="Support",
            zone=BERLIN,
            week=week,
            holidays=(OwnHoliday(date(2026, 10, 23), "Founders"),),
            one_offs=one_offs,
            surges=surges,
        )
    )


def said(lines: tuple[Hours, ...]) -> list[str]:
    return [line_of(line) for line in lines]


def line_of(line: Hours) -> str:
    if line.opening is None:
        return f"{weekday('en', line.shut or date.min)}: nobody"
    return stretch("en", line.opening.begins, line.opening.ends, BERLIN)


def test_a_week_names_what_is_left_of_today_and_every_day_off() -> None:
    half_a_sunday = OneOff(date(2026, 10, 25), "Fair", (Span(10 * 60, 14 * 60),))
    assert said(hours_of(timetable(one_offs=(half_a_sunday,)), AT, days=7)) == [
        "Wed 21 Oct, 09:00–18:00",
        "Thu 22 Oct, 09:00–18:00",
        "Fri 23 Oct: nobody",
        "Sat 24 Oct: nobody",
        "Sun 25 Oct, 10:00–14:00",
        "Mon 26 Oct, 09:00–18:00",
        "Tue 27 Oct, 09:00–18:00",
    ]
    after_work = AT + timedelta(hours=5)
    assert said(hours_of(timetable(), after_work, days=2)) == ["Thu 22 Oct, 09:00–18:00"]


def test_a_day_into_which_a_night_reaches_is_not_off() -> None:
    nights = (WeeklySpan(2, 22 * 60, 6 * 60),)
    assert said(hours_of(timetable(week=nights), AT, days=3)) == [
        "Wed 21 Oct, 22:00–Thu 22 Oct, 06:00",
        "Fri 23 Oct: nobody",
    ]


def test_a_copy_holds_for_its_time_or_until_a_special_time_begins_or_ends() -> None:
    launch = Surge(date(2026, 10, 22), date(2026, 10, 23), "Launch", (Span(0, 1440),), {"en": "All night"})
    with_launch = timetable(surges=(launch,))
    midnight = datetime(2026, 10, 21, 22, tzinfo=UTC)
    assert holds_until(timetable(), AT, DAY) == AT + DAY
    assert holds_until(with_launch, AT, DAY) == midnight
    assert holds_until(with_launch, AT, timedelta(hours=6)) == AT + timedelta(hours=6)
    assert holds_until(with_launch, midnight, 7 * DAY) == midnight + 2 * DAY
