"""Use cases about surveys, on fakes."""

import pytest

from tests.support.memory import opening
from tests.support.surveys import MemoryArchive, MemorySurveysWork, SurveyRig
from tests.support.surveys_promises import SurveyPromises


@pytest.fixture
def rig() -> SurveyRig:
    memory = MemorySurveysWork()
    archive = MemoryArchive(memory)
    return SurveyRig(opening(memory), archive, archive, memory.events)


class TestOnFakes(SurveyPromises):
    pass
