"""Use cases about fakes, on fakes of the stores."""

import pytest

from tests.support.impersonation import FakesPromises, FakesRig, MemoryArchive, MemoryImpersonationWork
from tests.support.memory import opening


@pytest.fixture
def rig() -> FakesRig:
    memory = MemoryImpersonationWork()
    return FakesRig(opening(memory), MemoryArchive(memory), memory.events)


class TestOnFakes(FakesPromises):
    pass
