"""Use cases about questions to those outside, on fakes."""

import pytest

from tests.support.memory import opening
from tests.support.tasks import EXCHANGE, MemoryTaskArchive, MemoryTasksWork, TaskPromises, TaskRig
from tests.support.tickets import ANN, MemoryArchive, TicketRig
from walletdesk.kernel.errors import Conflict
from walletdesk.tickets.tasks.model import MOST


@pytest.fixture
def tasks() -> TaskRig:
    memory = MemoryTasksWork()
    tickets = TicketRig(opening(memory), MemoryArchive(memory), memory.events)
    return TaskRig(tickets, opening(memory), MemoryTaskArchive(memory), memory.events, memory.waiting)


class TestOnFakes(TaskPromises):
    pass


async def test_a_ticket_holds_no_more_tasks_than_anybody_reads(tasks: TaskRig) -> None:
    ticket = await tasks.open()
    for _ in range(MOST):
        await tasks.work.plan(ANN, ticket.id, EXCHANGE)
    with pytest.raises(Conflict):
        await tasks.work.plan(ANN, ticket.id, EXCHANGE)
