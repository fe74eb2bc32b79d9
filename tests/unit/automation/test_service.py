"""Use cases about saved replies, in memory."""

import pytest

from tests.support.automation import MemoryArchive, MemoryAutomation, ReplyPromises, ReplyRig
from tests.support.memory import opening


@pytest.fixture
def rig() -> ReplyRig:
    memory = MemoryAutomation()

    async def audited() -> list[tuple[str, str, str]]:
        return memory.audit.rows

    return ReplyRig(opening(memory), MemoryArchive(memory), memory.events, audited)


class TestInMemory(ReplyPromises):
    pass
