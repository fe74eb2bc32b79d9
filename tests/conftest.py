"""What every test may ask for: an engine, a database on it, a Valkey. Browsers: tests/support/browser.py."""

import asyncio
import gc
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.engines import Postgres, postgres, valkey
from tests.support.places import use_quick_folder
from walletdesk.platform.db import Database, open_database

pytest_plugins = ["tests.support.tally", "tests.support.patience", "tests.support.browser"]

# How fast an example is says more about the machine than about the code.
settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("house")
use_quick_folder()

SQLITE = pytest.param("sqlite", marks=pytest.mark.sqlite)
POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgresql)

GARBAGE = (50_000, 20, 20)  # new objects, and rounds of the young, between two looks

NewUrl = Callable[[], str]


def pytest_collection_finish() -> None:
    """As the server does it: looking for garbage among all that stays took a third of each installation."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what a test needs by what it asks for; a browser's session loop is left to the end."""
    for item in items:
        wanted = getattr(item, "fixturenames", ())
        if "browser" in wanted:
            item.add_marker("browser")
        if "valkey_url" in wanted:
            item.add_marker("valkey")
        if "postgres_server" in wanted:
            item.add_marker("needs_postgresql")
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def anyio_backend() -> tuple[str, dict[str, bool]]:
    """The loop that serves in production."""
    return "asyncio", {"use_uvloop": True}


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def engine(request: pytest.FixtureRequest) -> str:
    """A test that asks for this, or for ``db``, runs once on each engine."""
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    with postgres() as server:
        yield server


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    with valkey() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty installation, copied for each test."""
    path = tmp_path_factory.mktemp("template") / "walletdesk.db"
    asyncio.run(_install(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgres_server: Postgres) -> str:
    name = postgres_server.create()
    asyncio.run(_install(postgres_server.url(name)))
    return name


async def _install(url: str) -> None:
    database = await open_database(url)
    await database.create_all()
    await database.close()


@pytest.fixture
def new_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewUrl]:
    """Call it for the address of a fresh installation on this engine; it is removed after the test."""
    if engine == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        numbers = count()
        yield lambda: f"sqlite:///{shutil.copy(template, tmp_path / f'walletdesk-{next(numbers)}.db')}"
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    schema: str = request.getfixturevalue("postgresql_template")
    made: list[str] = []

    def create() -> str:
        made.append(server.create(schema))
        return server.url(made[-1])

    yield create
    for name in made:
        server.drop(name)


@pytest.fixture
def database_url(new_url: NewUrl) -> str:
    """The address of this test's installation, for a server in a process of its own."""
    return new_url()


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """An open database with every table and no row."""
    database = await open_database(database_url)
    yield database
    await database.close()
