"""A running installation for the tests of the whole."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.engines import Postgres
from tests.support.installation import Installation, installation
from tests.support.mail import Sink, mail_server
from tests.support.model import ModelServer, reaching, serving
from tests.support.templates import with_starters
from walletdesk.channels.webchat import outbound
from walletdesk.platform import relay
from walletdesk.platform.settings import MailSettings, RoutingSettings
from walletdesk.staff import hashing
from walletdesk.workspace.live import pushes


@pytest.fixture(autouse=True)
def nothing_dawdles(monkeypatch: pytest.MonkeyPatch) -> None:
    """What production puts off or makes costly on purpose is quick here: it happens hundreds of times."""
    monkeypatch.setattr(relay, "BATCH_EVERY", 0.01)
    monkeypatch.setattr(relay, "FINISH_EVERY", 0.005)
    monkeypatch.setattr(outbound, "TALK_EVERY", 0.05)
    monkeypatch.setattr(pushes, "TALK_EVERY", 0.05)
    monkeypatch.setattr(pushes, "COUNTS_EVERY", 0.05)
    monkeypatch.setattr(pushes, "LOOKS_EVERY", 0.05)
    monkeypatch.setattr(hashing, "ROUNDS", 1)
    monkeypatch.setattr(hashing, "MEMORY_KIB", 64)


@pytest.fixture(scope="session")
def sqlite_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the first articles in it, as each of these tests would put them there."""
    folder = tmp_path_factory.mktemp("starters")
    file = shutil.copy(sqlite_template, folder / "walletdesk.db")
    with_starters(f"sqlite:///{file}", folder)
    return Path(file)


@pytest.fixture(scope="session")
def postgresql_template(
    postgres_server: Postgres, postgresql_template: str, tmp_path_factory: pytest.TempPathFactory
) -> str:
    name = postgres_server.create(postgresql_template)
    with_starters(postgres_server.url(name), tmp_path_factory.mktemp("starters"))
    return name


@pytest.fixture
async def house(database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    async with installation(database_url, tmp_path) as running:
        yield running


@pytest.fixture
async def asking_house(database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    """Where agents are asked before a conversation is theirs."""
    routing = RoutingSettings(auto_accept=False, offer_seconds=600)
    async with installation(database_url, tmp_path, routing=routing) as running:
        yield running


@pytest.fixture
async def sink() -> AsyncIterator[Sink]:
    async with mail_server() as sink:
        yield sink


@pytest.fixture
async def model() -> AsyncIterator[ModelServer]:
    async with serving(ModelServer()) as server:
        yield server


@pytest.fixture
async def mailing_house(
    database_url: str, tmp_path: Path, sink: Sink, model: ModelServer
) -> AsyncIterator[Installation]:
    """Whatever can leave a house, by mail or to a language model, leaves this one."""
    mail = MailSettings(host="127.0.0.1", port=sink.port, tls="none", sender="support@desk.example")
    bot, connector = reaching(model)
    async with installation(database_url, tmp_path, mail=mail, bot=bot, connector=connector) as running:
        yield running
