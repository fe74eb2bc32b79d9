"""Use cases about organizations, on fakes."""

import pytest

from tests.support.memory import opening
from tests.support.organizations import (
    LiveReading,
    MemoryOrganizationsWork,
    OrganizationPromises,
    OrganizationRig,
)


@pytest.fixture
def rig() -> OrganizationRig:
    memory = MemoryOrganizationsWork()
    return OrganizationRig(opening(memory), LiveReading(memory))


class TestOnFakes(OrganizationPromises):
    pass
