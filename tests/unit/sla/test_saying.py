"""What is told of an answer that is owed, by hand: when a time is a guess, and when it was broken."""

from datetime import UTC, datetime, timedelta

import pytest

from walletdesk.sla import BACK, NOBODY, REPLY, UNTOLD, Metric, ToldReply, is_guess, owed, told_reply

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def after(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("due", "is_open", "has_room", "expected"),
    [
        (15, True, True, False),  # somebody has room for it
        (15, True, False, True),  # minutes, and nobody has
        (60, True, False, True),
        (61, True, False, False),  # a day and an hour: until then there will be room
        (15, False, False, False),  # shortly after the next opening
        (None, True, False, False),  # nothing was set out: nothing to be wrong about
    ],
)
def test_minutes_are_a_guess_while_nobody_has_room(
    due: int | None, *, is_open: bool, has_room: bool, expected: bool
) -> None:
    by = None if due is None else after(due)
    assert is_guess(by, NOON, is_open=is_open, has_room=has_room) is expected


@pytest.mark.parametrize(
    ("due", "is_sure", "by", "is_late"),
    [
        (15, True, 15, False),
        (15, False, None, False),
        (0, False, 0, True),  # that it was broken is told, however unsure the rest
        (-5, True, -5, True),
        (None, True, None, False),
    ],
)
def test_a_time_that_has_passed_is_told_as_broken(
    due: int | None, *, is_sure: bool, by: int | None, is_late: bool
) -> None:
    given = None if due is None else after(due)
    told = told_reply(Metric.FIRST_REPLY, given, NOON, is_sure=is_sure)
    expected = None if by is None else after(by)
    assert told == ToldReply(metric=Metric.FIRST_REPLY, by=expected, is_late=is_late)


@pytest.mark.parametrize(
    ("there", "by", "opens", "said"),
    [
        (True, True, False, (REPLY,)),
        (True, False, False, (UNTOLD,)),
        (True, True, True, (REPLY,)),  # somebody is there before our hours begin
        (False, True, False, (NOBODY, REPLY)),
        (False, False, False, (NOBODY, UNTOLD)),
        (False, True, True, (NOBODY, BACK, REPLY)),
        (False, False, True, (NOBODY, BACK)),
    ],
)
def test_that_nobody_is_there_is_said_before_all_else(
    *, there: bool, by: bool, opens: bool, said: tuple[str, ...]
) -> None:
    assert owed(there=there, by=by, opens=opens) == said
