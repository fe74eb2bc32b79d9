"""Use cases about tickets, on fakes."""

import pytest

from tests.support.memory import opening
from tests.support.tickets import MemoryArchive, MemoryTicketsWork, TicketDesk, TicketPromises


@pytest.fixture
def desk() -> TicketDesk:
    memory = MemoryTicketsWork()
    return TicketDesk(opening(memory), MemoryArchive(memory), memory.events)


class TestOnFakes(TicketPromises):
    pass
