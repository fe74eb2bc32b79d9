"""Use cases about surveys, on fakes."""

import pytest

from tests.support.memory import opening
from tests.support.surveys import MemoryArchive, MemorySurveysWork, SurveyDesk, SurveyPromises


@pytest.fixture
def desk() -> SurveyDesk:
    memory = MemorySurveysWork()
    return SurveyDesk(opening(memory), MemoryArchive(memory), memory.events)


class TestOnFakes(SurveyPromises):
    pass
