"""With the database out of reach, whoever looks for people still finds what is known without one."""

import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.engines import Postgres
from tests.support.installation import Installation, installation
from tests.support.places import quick_folder
from walletdesk.app.sample_channels import publish_sample_channels

RUBBISH = b"not a database " * 400


@dataclass(frozen=True)
class Line:
    """The way to the database, and how to cut it."""

    url: str
    cut: Callable[[], None]


@pytest.fixture
def line(engine: str, database_url: str, request: pytest.FixtureRequest) -> Iterator[Line]:
    """SQLite: the files hold rubbish. PostgreSQL: every connection ends, and none can be made again."""
    if engine == "sqlite":
        yield Line(database_url, lambda: _spoil(Path(database_url.removeprefix("sqlite:///"))))
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    name = urlsplit(database_url).path.lstrip("/")
    with tempfile.TemporaryDirectory(prefix="wd-", dir=quick_folder()) as folder:
        (socket,) = server.home.glob(".s.PGSQL.*[0-9]")
        door = Path(folder) / socket.name
        door.symlink_to(socket)

        def cut() -> None:
            door.unlink()
            ended = f"pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
            server.sql(f"do $$ begin perform {ended}; end $$")

        yield Line(f"postgresql://postgres@/{name}?host={folder}", cut)


def _spoil(path: Path) -> None:
    for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        with file.open("r+b") as opened:
            opened.write(RUBBISH)


@pytest.fixture
async def house(line: Line, tmp_path: Path) -> AsyncIterator[Installation]:
    async with installation(line.url, tmp_path) as running:
        yield running


SAID = {
    "en": ("Something of ours doesn&#39;t work right now.", "Write us an e-mail"),
    "zh-CN": ("我们这边有东西出了故障。", "给我们发邮件"),
}


async def test_the_public_pages_stand_and_say_what_works(house: Installation, line: Line) -> None:
    await publish_sample_channels(house.system)
    before = (await house.http.get("/contact?locale=en")).text
    assert "Best right now" in before
    assert SAID["en"][0] not in before
    line.cut()
    for locale, (sentence, best) in SAID.items():
        answer = await house.http.get(f"/contact?locale={locale}")
        assert (answer.status_code, sentence in answer.text) == (200, True)
        assert f'<h2 id="best">{best}</h2>' in answer.text
        assert 'href="mailto:support@wallet.example"' in answer.text
        assert f'href="/stolen?locale={locale}"' in answer.text
        read = [f"/help/{locale}/", f"/help/{locale}/tx-pending", f"/help/{locale}/stolen-funds"]
        assert [(await house.http.get(path)).status_code for path in read] == [200] * 3
    asked = {"accept": "text/html"}
    others = ["/official-channels?locale=en", "/verify?locale=en", "/stolen?locale=en", "/message?locale=en"]
    assert [(await house.http.get(path, headers=asked)).status_code for path in others] == [200] * 4
    front = await house.http.get("/", headers=asked)
    assert (front.status_code, front.headers["location"]) == (302, "/help/en/")
    refused = await house.http.get("/api/widget/config?inbox=inb_webchat")
    assert refused.status_code == 503
