"""A test that hangs must not take the run, nor its name, with it."""

import asyncio

import pytest

from tests.support.patience import within


async def test_a_test_that_ends_in_time_is_left_alone() -> None:
    await within(asyncio.sleep, 5)(0)


async def test_its_own_failure_comes_out_as_it_is() -> None:
    async def fails() -> None:
        raise LookupError("its own")

    with pytest.raises(LookupError, match="its own"):
        await within(fails, 5)()


async def test_a_test_that_waits_for_ever_says_where() -> None:
    async def waits_for_a_letter() -> None:
        await asyncio.Event().wait()

    with pytest.raises(TimeoutError, match="waits_for_a_letter"):
        await within(waits_for_a_letter, 0.05)()


async def test_even_one_that_will_not_be_cancelled() -> None:
    end = asyncio.Event()

    async def clings() -> None:
        while not end.is_set():
            try:
                await end.wait()
            except asyncio.CancelledError:
                continue

    with pytest.raises(TimeoutError, match="did not end when told to"):
        await within(clings, 0.05, farewell=0.05)()
    end.set()
