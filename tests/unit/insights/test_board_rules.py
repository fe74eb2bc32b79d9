"""How the numbers of the board are made."""

from datetime import UTC, datetime, timedelta

import pytest

from walletdesk.insights.board.model import Rated, WaitRange, midnight, owed_before, rated, wait_range

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)  # 12:00 in Shanghai


def minutes(*waited: float) -> list[timedelta]:
    return [timedelta(minutes=one) for one in waited]


def test_of_too_few_waits_no_range_is_told() -> None:
    assert wait_range(minutes(1, 2, 3, 4)) is None


def test_eight_in_ten_waits_lie_in_the_range() -> None:
    assert wait_range(minutes(*range(1, 11), 600)) == WaitRange(low=2, high=10, of=11)


def test_a_range_never_says_that_nobody_waits() -> None:
    assert wait_range(minutes(0, 0, 0, 0, 0.1)) == WaitRange(low=0, high=1, of=5)


def test_what_was_owed_before_follows_from_what_began_and_ended_since() -> None:
    asked, ended = {0: 3, 2: 1}, {1: 2, 2: 1}
    assert owed_before(4, asked, ended, 3) == [3, 6, 4, 4]


def test_with_nothing_happening_nothing_changes() -> None:
    assert owed_before(2, {}, {}, 3) == [2, 2, 2, 2]


def test_marks_are_counted_with_the_low_ones() -> None:
    assert rated({1: 1, 2: 2, 5: 3}, 2) == Rated(count=6, sum=20, low=3)
    assert rated({}, 2) == Rated(count=0, sum=0, low=0)


@pytest.mark.parametrize(
    ("zone", "hour"), [("Asia/Shanghai", 16), ("UTC", 0), ("America/New_York", 5), ("Asia/Kathmandu", 18)]
)
def test_today_begins_where_the_installation_is(zone: str, hour: int) -> None:
    began = midnight(NOON, zone)
    assert began.hour == hour
    assert timedelta(0) <= NOON - began < timedelta(days=1)
