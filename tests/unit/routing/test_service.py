"""Use cases of routing, in memory."""

import pytest

from tests.support.routing import Scene, in_memory
from tests.support.routing_promises import RoutingPromises
from walletdesk.routing import Policy


@pytest.fixture
def the() -> Scene:
    return in_memory(Policy())


@pytest.fixture
def asking() -> Scene:
    return in_memory(Policy(auto_accept=False))


class TestInMemory(RoutingPromises):
    pass
