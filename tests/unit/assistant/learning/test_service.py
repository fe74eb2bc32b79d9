"""Use cases of learning, on fakes of the stores."""

import pytest

from tests.support.learning import LearningRig, MemoryArchive, MemoryLearningWork
from tests.support.learning_promises import LearningPromises
from tests.support.memory import opening


@pytest.fixture
def memory() -> MemoryLearningWork:
    return MemoryLearningWork()


@pytest.fixture
def rig(memory: MemoryLearningWork) -> LearningRig:
    return LearningRig(opening(memory), MemoryArchive(memory))


class TestOnFakes(LearningPromises):
    @pytest.fixture(autouse=True)
    def _memory(self, memory: MemoryLearningWork) -> None:
        self.memory = memory

    async def audited(self, rig: LearningRig) -> list[tuple[str, str, str]]:
        return self.memory.audit.rows

    async def told(self, rig: LearningRig) -> list[object]:
        return list(self.memory.events)
