"""The server is killed again and again while four contacts send. What was acknowledged must be there.

``TORTURE_KILLS=200 pytest tests/torture`` makes a long storm of it; ``make torture`` does.
"""

import asyncio
import os
import random
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.engines import Postgres
from tests.support.until import until
from tests.torture.readers import AnyWriter, check, missing_after
from tests.torture.server import AS_SHIPPED, Installation
from tests.torture.writers import RequestWriter, SocketWriter, new_writer

KILLS = int(os.environ.get("TORTURE_KILLS", "6"))
SEED = int(os.environ.get("TORTURE_SEED", "0")) or secrets.randbelow(2**32)
EARLY = ("-m", "tests.torture.early_answer")
WRITERS = (SocketWriter, SocketWriter, RequestWriter, RequestWriter)

LONGEST = 300 + 30 * KILLS  # seconds

pytestmark = [
    pytest.mark.torture,
    pytest.mark.slow,
    pytest.mark.patience(LONGEST),
    pytest.mark.timeout(LONGEST + 300),
]


@pytest.fixture
async def place(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Installation]:
    url = f"sqlite:///{tmp_path / 'walletdesk.db'}"
    if engine == "postgresql":
        server: Postgres = request.getfixturevalue("postgres_server")
        url = server.url(server.create())
    installation = Installation(tmp_path, url)
    await installation.prepare()
    yield installation
    installation.kill()


async def test_what_was_acknowledged_survives_every_kill_once_and_in_order(place: Installation) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a seed makes the moments repeatable
    writers = await contacts(place)
    async with writing(writers):
        for number in range(KILLS):
            await run_and_kill(place, writers, chance, in_start=number % 3 == 2)
        place.spawn()
        await place.ready()
    assert await check(place, writers) == [], f"TORTURE_SEED={SEED}"
    assert all(len(writer.journal.acked) > KILLS for writer in writers), "they hardly came to speak"


async def test_a_server_that_acknowledges_before_the_commit_is_found_out(place: Installation) -> None:
    chance = random.Random(SEED)  # noqa: S311 - as above
    writers = await contacts(place)
    lost: list[str] = []
    async with writing(writers):
        for _ in range(3):
            await run_and_kill(place, writers, chance, program=EARLY)
            lost += await missing_after(place, writers)
        place.spawn()
        await place.ready()
    assert lost
    assert any("was acknowledged and is missing" in fault for fault in await check(place, writers))


async def contacts(place: Installation) -> list[AnyWriter]:
    place.spawn()
    await place.ready()
    writers = [await new_writer(place.url, kind) for kind in WRITERS]
    place.stop()
    return writers


@asynccontextmanager
async def writing(writers: list[AnyWriter]) -> AsyncIterator[None]:
    """All of them at once; leaving waits until everything they sent is acknowledged."""
    over = asyncio.Event()
    async with asyncio.TaskGroup() as all_of_them:
        for writer in writers:
            all_of_them.create_task(writer.write(over))
        yield
        over.set()


async def run_and_kill(
    place: Installation,
    writers: list[AnyWriter],
    chance: random.Random,
    *,
    program: tuple[str, ...] = AS_SHIPPED,
    in_start: bool = False,
) -> None:
    """A kill at a random moment: of the start itself, or once everybody was heard again."""
    before = [len(writer.journal.acked) for writer in writers]
    place.spawn(program)
    await until(lambda: in_start or place.died or _everybody_heard(writers, before), 90)
    assert not place.died, f"the server ended by itself, TORTURE_SEED={SEED}"
    await asyncio.sleep(chance.uniform(0.0, 1.5 if in_start else 0.6))
    place.kill()


def _everybody_heard(writers: list[AnyWriter], before: list[int]) -> bool:
    return all(len(writer.journal.acked) > n for writer, n in zip(writers, before, strict=True))
