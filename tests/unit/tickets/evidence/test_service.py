"""Use cases about evidence, on fakes."""

import pytest

from tests.support.evidence import EvidencePromises, EvidenceRig, MemoryEvidence, MemoryEvidenceWork
from tests.support.memory import opening
from tests.support.tickets import MemoryArchive, TicketRig


@pytest.fixture
def evidence() -> EvidenceRig:
    memory = MemoryEvidenceWork()
    tickets = TicketRig(opening(memory), MemoryArchive(memory), memory.events)

    async def audited() -> list[tuple[str, str, str]]:
        return memory.audit.rows

    return EvidenceRig(tickets, opening(memory), MemoryEvidence(memory), audited)


class TestOnFakes(EvidencePromises):
    pass
