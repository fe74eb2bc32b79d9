"""A running installation for the tests of the whole."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.installation import Installation, installation


@pytest.fixture
async def house(database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    async with installation(database_url, tmp_path) as running:
        yield running
