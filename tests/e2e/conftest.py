"""What journeys share: a served installation on each engine, a wire to it that can be cut, people."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.support.browser import PageMaker
from tests.support.engines import Postgres
from tests.support.journey import People
from tests.support.served import Served
from tests.support.templates import with_starters
from tests.support.wire import Wire, wired
from walletdesk.app.migrations import migrate


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with wired() as wire:
        yield wire


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("migrated")
    with_starters(f"sqlite:///{folder / 'walletdesk.db'}", folder, migrate)
    return folder / "walletdesk.db"


@pytest.fixture(scope="session")
def migrated_postgresql(postgres_server: Postgres, tmp_path_factory: pytest.TempPathFactory) -> str:
    name = postgres_server.create()
    with_starters(postgres_server.url(name), tmp_path_factory.mktemp("migrated"), migrate)
    return name


@pytest.fixture
def migrated(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that has only what all have."""
    if engine == "postgresql":
        server: Postgres = request.getfixturevalue("postgres_server")
        return server.url(server.create(request.getfixturevalue("migrated_postgresql")))
    template: Path = request.getfixturevalue("migrated_sqlite")
    return f"sqlite:///{shutil.copy(template, tmp_path / 'walletdesk.db')}"


@pytest.fixture
async def place(migrated: str, wire: Wire, tmp_path: Path) -> AsyncIterator[Served]:
    """An installation that is not prepared and not started yet."""
    place = Served(tmp_path, migrated, more_origins=(wire.url,))
    wire.leads_to(place.port)
    yield place
    place.stop()
    assert place.said() == ""


@pytest.fixture
async def served(place: Served) -> Served:
    """Open at all hours, with one agent who takes one conversation at a time."""
    await place.prepare(capacity=1)
    await place.start()
    return place


@pytest.fixture
def people(served: Served, page_maker: PageMaker) -> People:  # the pages go before their server
    return People(page_maker, served.url)


@pytest.fixture
async def http(served: Served) -> AsyncIterator[httpx.AsyncClient]:
    """For those who need no browser."""
    async with httpx.AsyncClient(base_url=served.url, timeout=20) as http:
        yield http
