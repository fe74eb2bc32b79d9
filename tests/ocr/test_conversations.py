"""Pictures in conversations through the real reader: what an agent sees, and what is left of a phrase."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest
from PIL import Image

from tests.support.canaries import PHRASE, in_database, in_files
from tests.support.installation import Contact, Installation, installation
from tests.support.over_http import waits
from tests.support.screenshots import code_of, grid, screen_of
from tests.support.served import Served
from tests.support.until import until
from walletdesk.kernel.viewers import Role

pytestmark = [pytest.mark.slow]

READ_WITHIN = 60.0  # seconds, on a machine that does much else
HARMLESS = screen_of(["Transaction failed", "Network: Ethereum Mainnet", "Error: insufficient funds for gas"])
Draw = Callable[[], Image.Image]
DRAWN: dict[str, Draw] = {"grid": lambda: grid(PHRASE.split()), "code": lambda: code_of(PHRASE)}
PNG = b"\x89PNG\r\n"


def encoded(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


async def sends(contact: Contact, conversation: str, content: bytes) -> str:
    files = {"file": ("shot.png", content, "image/png")}
    kept = await contact.ask("POST", f"/api/conversations/{conversation}/attachments", files=files)
    file = str(kept.json()["id"])
    body = {"client_id": f"m{file[-6:]}", "text": "see", "attachments": [file]}
    await contact.post(f"/api/conversations/{conversation}/messages", body)
    return file


async def state(contact: Contact, conversation: str, file: str) -> str:
    opened = await contact.get(f"/api/conversations/{conversation}")
    return str(next(a["state"] for item in opened["items"] for a in item["attachments"] if a["id"] == file))


async def is_told(contact: Contact, conversation: str, file: str) -> str:
    """What became of it."""
    async with asyncio.timeout(READ_WITHIN):
        while (now := await state(contact, conversation, file)) == "checking":  # noqa: ASYNC110 - over HTTP
            await asyncio.sleep(0.1)
    return now


@pytest.fixture
async def house(database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    async with installation(database_url, tmp_path) as running:
        yield running


@pytest.mark.parametrize("draw", DRAWN.values(), ids=list(DRAWN))
async def test_of_a_phrase_in_a_picture_nothing_is_left(
    house: Installation, tmp_path: Path, draw: Draw
) -> None:
    contact, agent = await house.contact(), await house.agent(Role.LEAD)
    id = (await contact.starts("hello"))["head"]["id"]
    file = await sends(contact, id, encoded(draw()))
    early = await agent.ask("GET", f"/api/attachments/{file}")
    assert early.status_code == 409
    assert await is_told(contact, id, file) == "removed"
    await house.settle()
    assert (await agent.ask("GET", f"/api/attachments/{file}")).status_code == 409
    assert (await agent.get(agent.of(id)))["head"]["priority"] == "security"
    assert (await in_database(house.system.engine.db), in_files(tmp_path)) == ([], [])
    await until(lambda: _pictures(tmp_path) == [])  # the bytes go by a job of their own


async def test_a_harmless_one_is_there_for_the_agent_once_it_was_read(house: Installation) -> None:
    contact, agent = await house.contact(), await house.agent(Role.LEAD)
    id = (await contact.starts("hello"))["head"]["id"]
    file = await sends(contact, id, encoded(HARMLESS))
    assert await is_told(contact, id, file) == "ready"
    got = await agent.ask("GET", f"/api/attachments/{file}")
    assert (got.status_code, got.content[:6]) == (200, PNG)


async def test_a_moving_or_very_long_picture_is_never_taken_for_clean(house: Installation) -> None:
    contact = await house.contact()
    id = (await contact.starts("hello"))["head"]["id"]
    moving = io.BytesIO()
    HARMLESS.save(moving, "GIF", save_all=True, append_images=[grid(PHRASE.split()).resize(HARMLESS.size)])
    long = Image.new("RGB", (300, 2_000), "white")
    files = [await sends(contact, id, content) for content in (moving.getvalue(), encoded(long))]
    assert [await is_told(contact, id, file) for file in files] == ["unread", "unread"]


async def test_a_picture_that_was_acknowledged_is_read_after_a_kill(tmp_path: Path) -> None:
    place = Served(tmp_path, f"sqlite:///{tmp_path / 'walletdesk.db'}")
    await place.prepare()
    await place.start()
    try:
        async with httpx.AsyncClient(base_url=place.url, timeout=20) as http:
            contact, id = await waits(http, "hello", "en")
            file = await sends(contact, id, encoded(grid(PHRASE.split())))
            place.kill()
            await place.start()
            assert await is_told(contact, id, file) == "removed"
        await until(lambda: in_files(tmp_path) == [] and not _pictures(tmp_path))
    finally:
        place.stop()


def _pictures(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and PNG in path.read_bytes()]
