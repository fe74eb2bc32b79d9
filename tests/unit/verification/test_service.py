"""Use cases of proving who we are, in memory."""

import pytest

from tests.support.memory import opening
from tests.support.verification import MemoryArchive, MemoryVerification, ProofRig
from tests.support.verification_promises import ProofPromises


@pytest.fixture
def rig() -> ProofRig:
    memory = MemoryVerification()
    archive = MemoryArchive(memory)
    return ProofRig(opening(memory), archive, archive, memory.events)


class TestInMemory(ProofPromises):
    pass
