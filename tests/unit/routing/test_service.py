"""Use cases of routing, in memory."""

import pytest

from tests.support.routing import Desk, MemoryLines, MemoryQueue, desk, memory_opening
from tests.support.routing_promises import RoutingPromises
from walletdesk.routing import Policy


def in_memory(policy: Policy) -> Desk:
    memory = MemoryQueue()
    return desk(memory_opening(memory), MemoryLines(memory), memory.events, lambda: memory.jobs, policy)


@pytest.fixture
def the() -> Desk:
    return in_memory(Policy())


@pytest.fixture
def asking() -> Desk:
    return in_memory(Policy(auto_accept=False))


class TestInMemory(RoutingPromises):
    pass
