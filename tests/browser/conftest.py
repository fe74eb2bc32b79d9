"""What browser tests share: a server from memory and the widget on it, and a real installation."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.addressed import addressed
from tests.support.browser import Look, PageMaker
from tests.support.fake_server import FakeServer, serving
from tests.support.installation import Installation
from tests.support.templates import with_starters
from tests.support.widget import Widget


@pytest.fixture
async def fake_server() -> AsyncIterator[FakeServer]:
    async with serving(FakeServer()) as server:
        yield server


@pytest.fixture
async def widget(fake_server: FakeServer, page_maker: PageMaker) -> Widget:  # the page goes before its server
    return Widget(await page_maker(Look(locale="en")), fake_server)


@pytest.fixture(scope="session")
def sqlite_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the first articles in it, as each of these tests would put them there."""
    folder = tmp_path_factory.mktemp("starters")
    file = shutil.copy(sqlite_template, folder / "walletdesk.db")
    with_starters(f"sqlite:///{file}", folder)
    return Path(file)


@pytest.fixture
async def served(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Installation]:
    """A real installation, for pages of staff."""
    async with addressed(sqlite_template, tmp_path) as house:
        yield house
