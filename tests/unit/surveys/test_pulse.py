"""The periodic survey, on fakes."""

import pytest

from tests.support.memory import opening
from tests.support.pulse import MemoryPulseArchive, MemoryPulseWork, PulsePromises, PulseRig


@pytest.fixture
def rig() -> PulseRig:
    memory = MemoryPulseWork()
    return PulseRig(opening(memory), MemoryPulseArchive(memory), memory.events, memory.waiting)


class TestOnFakes(PulsePromises):
    pass
