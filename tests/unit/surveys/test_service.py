"""Use cases about surveys, on fakes."""

import pytest

from tests.support.memory import opening
from tests.support.surveys import MemoryArchive, MemorySurveysWork, SurveyPromises, SurveyRig


@pytest.fixture
def rig() -> SurveyRig:
    memory = MemorySurveysWork()
    return SurveyRig(opening(memory), MemoryArchive(memory), memory.events)


class TestOnFakes(SurveyPromises):
    pass
