"""What browser tests share: a server from memory and the widget on it, and a real installation."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.addressed import addressed
from tests.support.browser import Look, PageMaker
from tests.support.fake_server import FakeServer, serving
from tests.support.installation import Installation
from tests.support.widget import Widget


@pytest.fixture
async def fake_server() -> AsyncIterator[FakeServer]:
    async with serving(FakeServer()) as server:
        yield server


@pytest.fixture
async def widget(fake_server: FakeServer, page_maker: PageMaker) -> Widget:  # the page goes before its server
    return Widget(await page_maker(Look(locale="en")), fake_server)


@pytest.fixture
async def served(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Installation]:
    """A real installation, for pages of staff."""
    async with addressed(sqlite_template, tmp_path) as house:
        yield house
