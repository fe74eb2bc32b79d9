"""Use cases of routing, in memory."""

import pytest

from tests.support.routing import MemoryLines, MemoryQueue, Scene, memory_opening, scene
from tests.support.routing_promises import RoutingPromises
from walletdesk.routing import Policy


def in_memory(policy: Policy) -> Scene:
    memory = MemoryQueue()
    return scene(memory_opening(memory), MemoryLines(memory), memory.events, lambda: memory.jobs, policy)


@pytest.fixture
def the() -> Scene:
    return in_memory(Policy())


@pytest.fixture
def asking() -> Scene:
    return in_memory(Policy(auto_accept=False))


class TestInMemory(RoutingPromises):
    pass
