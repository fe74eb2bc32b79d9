"""A line goes on as long as its token; one timer looks after all of them."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from tests.support.memory import Hands
from tests.support.until import until
from walletdesk.kernel.clock import utc_now
from walletdesk.platform.feed import TOKEN_REFUSED, Expiry, expiry

HOUR = timedelta(hours=1)


@dataclass(eq=False)
class End:
    """A line of which only the end matters."""

    codes: list[int] = field(default_factory=list)

    def close(self, code: int) -> None:
        self.codes.append(code)


@pytest.fixture
def clock() -> Hands:
    return Hands(utc_now())


@pytest.fixture
async def lines(clock: Hands) -> Expiry:
    return Expiry(clock)


def watched(lines: Expiry, clock: Hands, count: int) -> list[End]:
    """Lines whose tokens hold for an hour from now."""
    ends = [End() for _ in range(count)]
    for end in ends:
        lines.watch(end, clock() + HOUR)
    return ends


async def test_a_line_ends_with_its_token_and_another_goes_on(lines: Expiry, clock: Hands) -> None:
    (old,) = watched(lines, clock, 1)
    clock.at += HOUR / 2
    (young,) = watched(lines, clock, 1)
    lines.look()
    before = [*old.codes]
    clock.at += HOUR / 2
    lines.look()
    lines.look()
    assert (before, old.codes, young.codes) == ([], [TOKEN_REFUSED], [])


async def test_a_line_that_left_is_not_closed_any_more(lines: Expiry, clock: Hands) -> None:
    gone, other = watched(lines, clock, 2)
    lines.forget(gone)
    lines.forget(gone)
    clock.at += HOUR
    lines.look()
    assert (gone.codes, other.codes) == ([], [TOKEN_REFUSED])


async def test_looking_comes_by_itself_for_those_who_came_early_and_late(
    lines: Expiry, clock: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expiry, "LOOK_EVERY", 0.001)
    early = watched(lines, clock, 2)
    clock.at += HOUR / 2
    late = watched(lines, clock, 2)
    for ends in (early, late):
        clock.at += HOUR / 2
        await until(lambda ends=ends: all(end.codes for end in ends))  # type: ignore[misc]
    assert len(lines) == 0


async def test_a_clock_that_is_set_forward_sends_only_a_few_away_at_once(
    lines: Expiry, clock: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expiry, "MOST_AT_ONCE", 3)
    ends = watched(lines, clock, 7)
    clock.at += timedelta(days=400)
    closed = []
    for _ in range(3):
        lines.look()
        closed.append(sum(len(end.codes) for end in ends))
    assert closed == [3, 6, 7]
