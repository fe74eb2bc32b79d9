"""A test that waits for ever fails, and says where it waited.

pytest-timeout alone cannot interrupt a loop that sleeps in C; it stays as the last resort and ends the run.
"""

import asyncio
import functools
from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction

import pytest

PATIENCE = 120.0  # seconds; a good test takes two on the slowest machine. More: @pytest.mark.patience(600)

AsyncTest = Callable[..., Awaitable[None]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if isinstance(item, pytest.Function) and iscoroutinefunction(item.obj):
            asked = item.get_closest_marker("patience")
            item.obj = within(item.obj, asked.args[0] if asked else PATIENCE)


def within(test: AsyncTest, seconds: float) -> AsyncTest:
    @functools.wraps(test)
    async def limited(*arguments: object, **fixtures: object) -> None:
        async with asyncio.timeout(seconds):
            await test(*arguments, **fixtures)

    return limited
