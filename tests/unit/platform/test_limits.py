"""Limits: what every store of them promises. A store for several nodes is added to ``limiters``."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from walletdesk.kernel.errors import TooMany
from walletdesk.platform.limits import Limiter, MemoryLimiter
from walletdesk.platform.limits.memory import MOST_KEYS


@dataclass
class Seconds:
    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture(params=[MemoryLimiter])
def limiter(request: pytest.FixtureRequest, seconds: Seconds) -> Limiter:
    make: Callable[[Seconds], Limiter] = request.param
    return make(seconds)


async def test_so_many_pass_and_the_next_is_told_how_long_to_wait(limiter: Limiter, seconds: Seconds) -> None:
    for _ in range(5):
        await limiter.hit("a", 5, 60)
    with pytest.raises(TooMany) as refused:
        await limiter.hit("a", 5, 60)
    wait = refused.value.values["retry_after"]
    assert isinstance(wait, int)
    seconds.now += wait
    await limiter.hit("a", 5, 60)


async def test_keys_do_not_share_a_limit(limiter: Limiter) -> None:
    await limiter.hit("a", 1, 60)
    await limiter.hit("b", 1, 60)
    with pytest.raises(TooMany):
        await limiter.hit("a", 1, 60)


async def test_after_the_time_everything_is_open_again(limiter: Limiter, seconds: Seconds) -> None:
    for _ in range(3):
        await limiter.hit("a", 3, 60)
    seconds.now += 61
    for _ in range(3):
        await limiter.hit("a", 3, 60)


async def test_being_refused_does_not_lengthen_the_wait(limiter: Limiter, seconds: Seconds) -> None:
    await limiter.hit("a", 1, 60)
    for _ in range(100):
        with pytest.raises(TooMany):
            await limiter.hit("a", 1, 60)
    seconds.now += 60
    await limiter.hit("a", 1, 60)


async def test_over_a_long_time_no_more_pass_than_were_allowed(limiter: Limiter, seconds: Seconds) -> None:
    passed = [await passes(limiter, seconds) for _ in range(600)]
    assert 100 <= sum(passed) <= 110  # ten a minute for ten minutes, and what was free at the beginning


async def passes(limiter: Limiter, seconds: Seconds) -> bool:
    seconds.now += 1
    try:
        await limiter.hit("a", 10, 60)
    except TooMany:
        return False
    return True


@pytest.mark.slow
async def test_counting_in_memory_stays_bounded_and_forgets_idle_keys_first(seconds: Seconds) -> None:
    limiter = MemoryLimiter(seconds)
    await limiter.hit("idle", 1, 60)
    seconds.now += 61
    for number in range(MOST_KEYS + 1):
        await limiter.hit(f"k{number}", 1, 6_000)
    with pytest.raises(TooMany):
        await limiter.hit(f"k{MOST_KEYS}", 1, 6_000)
    assert len(limiter._full_until) <= MOST_KEYS
