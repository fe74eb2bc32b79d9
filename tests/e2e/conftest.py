"""What journeys share: a served installation on each engine, a wire to it that can be cut, people."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.support.browser import PageMaker
from tests.support.engines import Postgres
from tests.support.journey import People
from tests.support.served import Served
from tests.support.wire import Wire, wired


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with wired() as wire:
        yield wire


@pytest.fixture
async def place(
    engine: str, wire: Wire, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Served]:
    """An installation that is not prepared and not started yet."""
    url = f"sqlite:///{tmp_path / 'walletdesk.db'}"
    if engine == "postgresql":
        server: Postgres = request.getfixturevalue("postgres_server")
        url = server.url(server.create())
    place = Served(tmp_path, url, more_origins=(wire.url,))
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
