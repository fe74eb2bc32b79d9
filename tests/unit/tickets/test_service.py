"""Use cases about tickets, on fakes."""

import pytest

from tests.support.memory import opening
from tests.support.tickets import MemoryArchive, MemoryTicketsWork, TicketPromises, TicketRig


@pytest.fixture
def rig() -> TicketRig:
    memory = MemoryTicketsWork()
    return TicketRig(opening(memory), MemoryArchive(memory), memory.events)


class TestOnFakes(TicketPromises):
    pass
