"""Which period is mailed when: at eight in the morning where the business is, the newest one alone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walletdesk.insights.digests.model import Every, Subscription, newest, next_at, period
from walletdesk.insights.digests.showing import change_in_words
from walletdesk.insights.reports.model.reports import Unit
from walletdesk.insights.reports.showing import Cell, text_of
from walletdesk.kernel.ids import AgentId

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "every", "first", "last", "following"),
    [
        ("2026-11-23T07:59", "week", "2026-11-09", "2026-11-15", "2026-11-23T08:00"),  # a Monday
        ("2026-11-23T08:00", "week", "2026-11-16", "2026-11-22", "2026-11-30T08:00"),
        (
            "2026-03-30T08:00",
            "week",
            "2026-03-23",
            "2026-03-29",
            "2026-04-06T08:00",
        ),  # the clock went forward
        ("2026-03-29T08:00", "day", "2026-03-28", "2026-03-28", "2026-03-30T08:00"),
        ("2026-03-01T07:00", "month", "2026-01-01", "2026-01-31", "2026-03-01T08:00"),
        ("2026-03-01T08:00", "month", "2026-02-01", "2026-02-28", "2026-04-01T08:00"),
        ("2027-01-01T09:00", "month", "2026-12-01", "2026-12-31", "2027-02-01T08:00"),
    ],
)
def test_the_newest_whole_period_by_hand(now: str, every: str, first: str, last: str, following: str) -> None:
    found = newest(Every(every), at(now), BERLIN)
    assert (found.first, found.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert next_at(Every(every), at(now), BERLIN) == at(following)
    assert found.before.last == found.first - timedelta(days=1)
    assert period(found.every, found.first) == found
    assert period(found.every, found.before.first) == found.before


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - it has one
    st.sampled_from(Every),
    st.sampled_from([BERLIN, SHANGHAI, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata")]),
)
def test_at_the_next_morning_the_following_period_is_the_newest(
    now: datetime, every: Every, zone: ZoneInfo
) -> None:
    morning = next_at(every, now, zone)
    before, then = newest(every, now, zone), newest(every, morning, zone)
    assert now < morning
    assert morning.astimezone(zone).hour == 8
    assert newest(every, morning - timedelta(milliseconds=1), zone) == before == then.before


def test_after_a_long_silence_and_a_clock_that_jumped_there_is_no_storm() -> None:
    now = at("2026-11-18T12:00")
    lead = Subscription(agent=AgentId("agt_1"), locale="en", address="lead@mail.example")
    lead = lead.choosing({Every.DAY, Every.WEEK}, "zh-CN", now, BERLIN)
    assert lead.due(now, BERLIN) == []
    later = at("2027-05-05T12:00")
    due = lead.due(later, BERLIN)
    assert [(one.every.value, one.first.isoformat()) for one in due] == [
        ("day", "2027-05-04"),
        ("week", "2027-04-26"),
    ]
    ahead = lead.marked(due)
    assert ahead.due(later, BERLIN) == []
    back = at("2026-11-19T09:00")  # the clock was set right: nobody waits until May
    assert [one.every for one in ahead.due(back, BERLIN)] == [Every.DAY, Every.WEEK]


@pytest.mark.parametrize(
    ("unit", "now", "before", "said"),
    [
        (Unit.COUNT, 12, 10, "+2 (+20%)"),
        (Unit.COUNT, 8, 10, "−2 (−20%)"),
        (Unit.COUNT, 3, 0, "+3"),
        (Unit.COUNT, 3, 3, "±0"),
        (Unit.SHARE, 0.5, 0.475, "+2.5 points"),
        (Unit.SHARE, 0.50001, 0.5, "±0"),
        (Unit.LENGTH, 60, 3725, "−1:01:05"),
        (Unit.MARK, 4.25, 4.0, "+0.25"),
        (Unit.MARK, 4.25, None, "–"),
        (Unit.LENGTH, None, 5, "–"),
    ],
)
def test_what_is_different_is_said_with_its_sign(
    unit: Unit, now: float | None, before: float | None, said: str
) -> None:
    cells = [Cell(number, text_of(unit, number)) for number in (now, before)]
    assert change_in_words(unit, cells[0], cells[1], "en") == said
