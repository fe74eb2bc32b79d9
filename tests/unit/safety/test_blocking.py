"""Use cases about block lists, in memory."""

import pytest

from tests.support.blocking import BlockingPromises, BlockingRig, memory_rig


@pytest.fixture
def rig() -> BlockingRig:
    return memory_rig()


class TestInMemory(BlockingPromises):
    pass
