"""A test that waits for ever fails, says where every task waited, and lets the run go on.

pytest-timeout alone cannot interrupt a loop that sleeps in C. It stays as the last resort and ends the run;
the test is named here shortly before.
"""

import asyncio
import functools
import io
import sys
import threading
from collections.abc import Awaitable, Callable, Generator
from inspect import iscoroutinefunction

import pytest

PATIENCE = 120.0  # seconds; a good test takes two on the slowest machine. More: @pytest.mark.patience(600)
FAREWELL = (
    30.0  # seconds for what a cancelled test closes behind itself; afterwards it is left where it hangs
)
LAST_RESORT = (
    240.0  # seconds for a test with its fixtures, beside its patience; a little before pytest-timeout
)

AsyncTest = Callable[..., Awaitable[None]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if isinstance(item, pytest.Function) and iscoroutinefunction(item.obj):
            item.obj = within(item.obj, _patience(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Names the test that is about to end the run: the stacks printed then do not."""
    shout = threading.Timer(_patience(item) + LAST_RESORT, _name, [item.nodeid])
    shout.daemon = True
    shout.start()
    try:
        return (yield)
    finally:
        shout.cancel()


def within(test: AsyncTest, seconds: float, farewell: float = FAREWELL) -> AsyncTest:
    @functools.wraps(test)
    async def limited(*arguments: object, **fixtures: object) -> None:
        running = asyncio.ensure_future(test(*arguments, **fixtures))
        try:
            await asyncio.wait({running}, timeout=seconds)
            if running.done():
                return running.result()
            where = _stacks()
        finally:
            running.cancel()
        _, left_behind = await asyncio.wait({running}, timeout=farewell)
        hangs = ", and did not end when told to" if left_behind else ""
        raise TimeoutError(f"took longer than {seconds:g} seconds{hangs}; the tasks then:\n{where}")

    return limited


def _patience(item: pytest.Item) -> float:
    asked = item.get_closest_marker("patience")
    seconds: float = asked.args[0] if asked else PATIENCE
    return seconds


def _stacks() -> str:
    text = io.StringIO()
    for task in asyncio.all_tasks():
        task.print_stack(file=text)
    return text.getvalue()


def _name(test: str) -> None:
    if stderr := sys.__stderr__:
        print(f"\n{test} has not ended", file=stderr, flush=True)
