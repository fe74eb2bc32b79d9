"""What a piece of work costs beside a fixed one: a number that a busy or a slow machine changes little."""

from collections.abc import Callable
from time import process_time

_TIMES = 150_000  # some 5 ms of CPU where this was written


def loops(work: Callable[[], object]) -> float:
    """CPU of ``work`` in units of a fixed loop, measured right beside it; 200 were a second."""
    before = _loop()
    began = process_time()
    work()
    spent = process_time() - began
    return spent / max(before, _loop())


def _loop() -> float:
    began = process_time()
    total = 0
    for number in range(_TIMES):
        total += number * number % 7
    return max(process_time() - began, 1e-6)
