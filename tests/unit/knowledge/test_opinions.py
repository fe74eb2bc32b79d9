"""Whether an article helped: the use cases over memory."""

from datetime import UTC, datetime

import pytest

from tests.support.memory import Hands, opening
from tests.support.opinions import AllPublished, MemoryOpinions, OpinionPromises, opinions_of
from walletdesk.knowledge import Opinions


@pytest.fixture
def clock() -> Hands:
    return Hands(datetime(2026, 11, 22, 9, tzinfo=UTC))


@pytest.fixture
def opinions(clock: Hands) -> Opinions:
    memory = MemoryOpinions()
    return opinions_of(opening(memory), memory, AllPublished(), clock)


class TestInMemory(OpinionPromises):
    pass
