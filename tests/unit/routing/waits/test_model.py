"""What a range is made from, and what is said where nothing can be."""

from datetime import UTC, datetime, timedelta

from walletdesk.routing.waits import Accuracy, Estimator, HourMeasured, Wait, quietest

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def wait(minutes: float, *, ended: timedelta = -5 * MINUTE, place: int = 2, **more: object) -> Wait:
    plain: dict[str, object] = {
        "joined_at": NOON + ended - minutes * MINUTE,
        "ended_at": NOON + ended,
        "agents": 2,
        "place": place,
    }
    return Wait(**{**plain, **more})  # type: ignore[arg-type]


def knowing(*waits: Wait) -> Estimator:
    return Estimator(lambda at: at, waits)


SPREAD = [wait(minutes / 2, ended=-minutes * MINUTE) for minutes in range(4, 44, 2)]  # 2 to 21 minutes


def test_with_too_little_measured_nothing_is_told() -> None:
    assert knowing().tell(1, 1, NOON) is None
    assert knowing(*SPREAD[:11]).tell(2, 2, NOON) is None
    assert knowing(*SPREAD[:12]).tell(2, 2, NOON) is not None


def test_what_was_measured_at_other_hours_of_another_day_tells_nothing() -> None:
    assert knowing(*SPREAD).tell(2, 2, NOON + timedelta(days=1, hours=6)) is None
    assert knowing(*SPREAD).tell(2, 2, NOON + timedelta(days=3)) is not None  # the next Monday
    assert knowing(*SPREAD).tell(2, 2, NOON + timedelta(days=1)) is None  # a Saturday is another kind of day


def test_who_had_room_left_or_met_nobody_teaches_nothing() -> None:
    idle = [wait(9, place=0), wait(9, agents=0), wait(9, served=False)]
    assert knowing(*idle * 20).tell(2, 2, NOON) is None


def test_eight_in_ten_of_what_was_measured_lie_within() -> None:
    told = knowing(*SPREAD).tell(2, 2, NOON)
    assert told is not None
    held = [told.holds(one.waited) for one in SPREAD]
    assert 0.7 <= sum(held) / len(held) <= 0.9


def test_a_longer_line_takes_longer_and_more_agents_take_less() -> None:
    teller = knowing(*SPREAD)
    plain, farther, helped = teller.tell(2, 2, NOON), teller.tell(6, 2, NOON), teller.tell(2, 6, NOON)
    assert plain
    assert farther
    assert helped
    assert farther.expected > plain.expected > helped.expected
    assert farther.high > plain.high > helped.high


def test_it_says_what_it_was_made_from() -> None:
    yesterday = [wait(9, ended=timedelta(days=-1) + n * MINUTE) for n in range(7)]
    told = knowing(*yesterday, *SPREAD).tell(2, 2, NOON)
    assert told is not None
    assert (told.basis.minutes, told.basis.recent, told.basis.usual) == (60, 20, 7)


def test_a_range_is_never_a_single_minute_and_long_ones_are_told_roughly() -> None:
    short = knowing(*[wait(3.1)] * 20).tell(2, 2, NOON)
    long = knowing(*[wait(3.1)] * 20).tell(60, 2, NOON)
    assert short
    assert long
    assert short.low < short.high
    assert (long.low % 5, long.high % 5) == (0, 0)


def test_less_than_a_minute_is_not_told_as_one() -> None:
    """In a rush of minutes half of the waits that were told "from one minute on" were over before."""
    quick = [wait(seconds / 60, ended=-seconds * timedelta(seconds=1)) for seconds in range(40, 80)]
    told = knowing(*quick).tell(2, 2, NOON)
    assert told
    assert (told.low, told.high) == (0, 1)
    assert sum(told.holds(one.waited) for one in quick) == 21  # up to the minute


def test_being_wrong_in_one_direction_moves_that_end() -> None:
    late = knowing(*SPREAD, *[wait(20)] * 8).tell(2, 2, NOON)
    known = knowing(*SPREAD, *[wait(20, low=1, high=19)] * 8).tell(2, 2, NOON)
    assert late
    assert known
    assert (known.low >= late.low, known.high > late.high) == (True, True)
    early = knowing(*SPREAD, *[wait(3)] * 8).tell(2, 2, NOON)
    known = knowing(*SPREAD, *[wait(3, low=4, high=19)] * 8).tell(2, 2, NOON)
    assert early
    assert known
    assert (known.low < early.low, known.high <= early.high) == (True, True)


def measured(day: int, hour: int, minutes: float, joined: int = 10) -> HourMeasured:
    begins = datetime(2026, 11, day, hour, tzinfo=UTC)
    return HourMeasured(begins=begins, joined=joined, waited=minutes * joined * MINUTE)


def test_the_quietest_hours_are_those_with_the_shortest_wait_on_such_days() -> None:
    past = [measured(19, 9, 12), measured(19, 14, 3), measured(19, 15, 4), measured(14, 16, 0)]
    hours = [datetime(2026, 11, 20, hour, tzinfo=UTC) for hour in (9, 14, 15, 16)]
    found = quietest(past, hours, lambda at: at, most=2)
    assert [(one.begins.hour, one.minutes, one.joined) for one in found] == [(14, 3, 10), (15, 4, 10)]


def test_an_hour_that_cannot_be_compared_is_not_the_quietest() -> None:
    hours = [datetime(2026, 11, 20, hour, tzinfo=UTC) for hour in (9, 14)]
    assert quietest([measured(19, 9, 1), measured(19, 14, 1, joined=7)], hours, lambda at: at) == []


def test_how_often_we_were_right_is_said_once_there_is_enough_to_say() -> None:
    assert Accuracy(told=19, held=19, below=0, above=0).share is None
    assert Accuracy(told=20, held=16, below=1, above=3).share == 0.8
