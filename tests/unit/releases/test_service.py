"""Use cases about builds, on fakes of the stores."""

import pytest

from tests.support.memory import opening
from tests.support.releases import MemoryArchive, MemoryReleasesWork, ReleasesPromises, ReleasesRig


@pytest.fixture
def rig() -> ReleasesRig:
    memory = MemoryReleasesWork()
    return ReleasesRig(opening(memory), MemoryArchive(memory))


class TestOnFakes(ReleasesPromises):
    pass
