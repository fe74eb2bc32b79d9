"""What is learned from the weeks before, and what one odd day does to it."""

from datetime import date, timedelta

import pytest

from tests.support.staffing import MONDAY, NEXT, expected, past
from walletdesk.insights.staffing.model.forecasting import Forecast, Past, growth, learned, likely
from walletdesk.insights.staffing.model.judging import by_chance, judged
from walletdesk.insights.staffing.model.past import SLOTS, Kind

TENTH, ELEVENTH = date(2026, 11, 10), date(2026, 11, 11)


def known(of: Past) -> Forecast:
    forecast = learned(of)
    assert forecast
    return forecast


def off(forecast: Forecast, level: float) -> float:
    """How far it is from the truth that the weeks were drawn from, as a share of all."""
    week = [NEXT + timedelta(days=n) for n in range(7)]
    said = [(forecast.of(on, Kind.ORDINARY)[s], expected(on, s, level)) for on in week for s in range(SLOTS)]
    return sum(abs(told - true) for told, true in said) / level


def test_too_little_is_said_to_be_too_little() -> None:
    assert learned(Past([])) is None
    assert learned(Past(past().days[:20])) is None
    assert learned(past(weeks=4, level=10)) is None
    assert learned(Past(past().days[:21])) is not None
    assert judged(Past(past().days[:27])) is None


def test_it_comes_near_to_the_truth_behind_the_numbers() -> None:
    assert off(known(past()), 2000) < 0.13
    assert off(known(past(level=20_000)), 20_000) < 0.06
    assert off(known(past(level=200)), 200) < 0.25


def test_one_odd_day_moves_nothing_far() -> None:
    calm = known(past())
    odd = known(past(times=lambda on: 20.0 if on == ELEVENTH else 1.0))
    assert odd.level == pytest.approx(calm.level, rel=0.05)
    assert off(odd, 2000) < 0.14


def test_a_slot_with_little_data_leans_on_its_neighbours() -> None:
    """Fifteen a week: most half hours never saw anybody, and still none of the day is impossible."""
    few = known(past(level=30))
    assert min(few.of(NEXT, Kind.ORDINARY)[18:40]) > 0


def test_it_misses_less_than_as_a_week_before_and_hardly_more_than_chance() -> None:
    error = judged(past())
    assert error
    assert error.weeks == 4
    assert error.half_hours < 0.85 * error.naive_half_hours
    assert error.half_hours < 1.12 * error.chance
    assert error.days < error.naive_days
    assert 0.8 <= error.held <= 0.93  # whole numbers: a range holds a little more than eight in ten


def test_uneven_days_make_wider_ranges_that_hold() -> None:
    uneven = past(times=lambda on: 0.7 if on.toordinal() % 3 else 1.5)
    error = judged(uneven)
    assert error
    assert error.spread > 1.3
    assert error.held >= 0.75


def test_holidays_are_sundays_until_enough_of_them_were_seen() -> None:
    week = {date(2026, 10, day) for day in range(1, 8)}

    def kind(on: date) -> Kind:
        return Kind.HOLIDAY if on in week else Kind.ORDINARY

    busy = past(kind=kind, times=lambda on: 3.0 if on in week else 1.0)
    assert known(past()).holidays == 1.0
    sunday = known(busy).of(date(2026, 12, 6), Kind.ORDINARY)
    holiday = known(busy).of(date(2027, 1, 1), Kind.HOLIDAY)
    true = 3.0 * sum(expected(on, 20, 1.0) for on in week) / (7 * expected(date(2026, 12, 6), 20, 1.0))
    assert sum(holiday) / sum(sunday) == pytest.approx(true, rel=0.15)


def test_an_event_teaches_nothing_about_ordinary_days_and_multiplies_the_next() -> None:
    special = {TENTH, ELEVENTH}
    told = past(
        times=lambda on: 20.0 if on in special else 1.0,
        kind=lambda on: Kind.SPECIAL if on in special else Kind.ORDINARY,
    )
    plain = known(told).of(NEXT, Kind.ORDINARY)
    assert known(told).of(NEXT, Kind.ORDINARY, 20.0) == [20.0 * one for one in plain]
    error = judged(told)
    assert error
    assert error.half_hours < 0.4


def test_growth_is_seen_and_chance_is_not_taken_for_it() -> None:
    assert growth(past()) == pytest.approx(0.0, abs=0.006)
    rising = past(times=lambda on: 1.03 ** ((on - MONDAY).days / 7))
    assert growth(rising) == pytest.approx(0.03, abs=0.006)
    assert growth(past(weeks=6)) is None


@pytest.mark.parametrize(
    ("mean", "spread", "range"),
    [
        (4.0, 1.0, (2, 7)),
        (0.2, 1.0, (0, 1)),
        (400.0, 1.0, (374, 426)),
        (0.0, 1.0, (0, 0)),
        (10.0, 3.0, (4, 17)),
    ],
    ids=str,
)
def test_ranges_are_those_of_the_tables(mean: float, spread: float, range: tuple[int, int]) -> None:
    assert likely(mean, spread) == range


def test_what_chance_alone_misses() -> None:
    """By hand, of a mean of one: 2/e."""
    assert by_chance(1.0) == pytest.approx(0.7358, abs=1e-4)
    assert by_chance(0.0) == 0.0
