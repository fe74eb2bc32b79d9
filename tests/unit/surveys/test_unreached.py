"""Telling that we could not be reached, on fakes."""

import pytest

from tests.support.memory import opening
from tests.support.unreached import (
    MemoryUnreachedArchive,
    MemoryUnreachedWork,
    UnreachedPromises,
    UnreachedRig,
)


@pytest.fixture
def rig() -> UnreachedRig:
    memory = MemoryUnreachedWork()
    return UnreachedRig(opening(memory), MemoryUnreachedArchive(memory), memory.events)


class TestOnFakes(UnreachedPromises):
    pass
