"""Evidence from the upload to the signed file that leaves, on a running installation."""

import hashlib
import io
import json
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.files import SECRET, photo, picture
from tests.support.installation import Agent, Installation, installation
from tests.support.memory import Hands
from tests.support.pictures import CLEAN, DIGITS_SEEN, PHRASE_SEEN, ToldEyes, no_eyes
from tests.support.registry import publish_sample
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.jobs import Job
from walletdesk.registry import verifier
from walletdesk.staff.store import SqlReading

HOSTILE = "<img src=x onerror=alert(1)> ../../etc/passwd"
FIRST = "0" * 64


class Desk:
    """An agent, and a ticket of theirs."""

    def __init__(self, agent: Agent, ticket: str, house: Installation) -> None:
        self.agent, self.house = agent, house
        self.at = f"/api/workspace/tickets/{ticket}/evidence"

    async def brings(self, name: str, content: bytes, source: str = "contact") -> httpx.Response:
        files, query = {"file": (name, content, "text/plain")}, {"source": source}
        return await self.agent.ask("POST", f"{self.at}/files", files=files, params=query)

    async def says(self, name: str, text: str) -> Any:  # noqa: ANN401 - what came over the wire
        return await self.agent.post(f"{self.at}/statements", {"name": name, "text": text})

    async def broken(self) -> list[tuple[int, str]]:
        found = await self.agent.get(f"{self.at}/check")
        return [(fault["seq"], fault["what"]) for fault in found["faults"]]

    async def archive(self) -> zipfile.ZipFile:
        answer = await self.agent.ask("GET", f"{self.at}/export")
        assert answer.headers["content-disposition"] == 'attachment; filename="WD-10001-evidence.zip"'
        return zipfile.ZipFile(io.BytesIO(answer.content))


@pytest.fixture
async def house(database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    async with installation(database_url, tmp_path, see=no_eyes) as blind:
        yield blind


@pytest.fixture
async def desk(house: Installation) -> Desk:
    agent = await house.agent()
    made = await agent.post("/api/workspace/tickets", {"subject": "USDT not credited"})
    return Desk(agent, made["id"], house)


async def test_what_is_brought_is_looked_at_sealed_and_given_back_as_it_is(
    house: Installation, desk: Desk
) -> None:
    taken = photo()
    first = (await desk.brings("deposit.jpg", taken)).json()
    assert (first["seq"], first["type"], first["source"]) == (1, "image/jpeg", "contact")
    assert first["arrived"] == hashlib.sha256(taken).hexdigest() != first["sha256"]
    assert (first["by"], first["role"], first["unread"]) == ("Agent-1", "agent", True)
    shut = await desk.agent.ask("GET", f"{desk.at}/1/file")
    assert (shut.status_code, shut.json()["code"]) == (409, "picture_unread")
    opened = await desk.agent.ask("GET", f"{desk.at}/1/file", params={"unread": "true"})
    assert hashlib.sha256(opened.content).hexdigest() == first["sha256"]
    assert SECRET not in opened.content
    assert opened.headers["content-disposition"].startswith('attachment; filename="deposit.jpg"')
    noted = await SqlReading(house.system.engine.db).audit_from(1, 50)
    assert [row.action for row in noted][-2:] == ["evidence_added", "unread_evidence_read"]


async def test_what_is_no_evidence_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    for name, content in (("a.exe", b"MZ\x00\x01"), ("a.txt", b"private key 0x" + b"ab" * 32)):
        assert (await desk.brings(name, content)).status_code == 422
    body = {"name": "n", "text": "my wallet password is Kestrel47#gravel"}
    assert (await desk.agent.ask("POST", f"{desk.at}/statements", body)).status_code == 422
    assert (await desk.agent.get(desk.at))["items"] == []
    assert [*(tmp_path / "blobs").glob("??/??/*")] == []


async def test_a_byte_changed_on_the_disk_is_told_by_its_number(desk: Desk, tmp_path: Path) -> None:
    for n in (1, 2, 3):
        assert (await desk.brings(f"{n}.txt", f"page {n}".encode())).status_code == 201
    assert await desk.broken() == []
    second = hashlib.sha256(b"page 2").hexdigest()
    (blob,) = (tmp_path / "blobs").glob(f"??/??/*.{second}")
    blob.write_bytes(b"page 9")
    assert await desk.broken() == [(2, "content_changed")]
    assert (await desk.agent.ask("GET", f"{desk.at}/2/file")).status_code == 409
    assert (await desk.agent.ask("GET", f"{desk.at}/3/file")).content == b"page 3"
    assert (await desk.archive()).read("changed/002") == b"page 9"
    printed = (await desk.agent.ask("GET", f"{desk.at}/printed", headers={"accept-language": "zh-CN"})).text
    assert "第 2 条的内容被改过。" in printed
    blob.unlink()
    assert await desk.broken() == [(2, "content_gone")]


async def test_the_export_is_checked_by_strangers_with_nothing_of_ours(
    house: Installation, desk: Desk
) -> None:
    await publish_sample(house.system.channels, house.system.engine.settings.folder)
    await desk.brings(f"{HOSTILE}.txt", b"credited: no")
    await desk.says(HOSTILE, "I sent 120 USDT to <b>my</b> deposit address.")
    archive = await desk.archive()
    manifest = json.loads(archive.read("manifest.json"))
    verifier.check_signature("evidence", manifest)
    listed = json.loads((await house.http.get("/.well-known/wallet-support.json")).text)["document"]
    assert manifest["by"] == listed["keys"]["mandate"]["key"]
    previous = FIRST
    for item in manifest["items"]:
        said = {name: value for name, value in item.items() if name != "hash"}
        assert said["previous"] == previous
        assert hashlib.sha256(verifier.canonical(said)).hexdigest() == item["hash"]
        previous = item["hash"]
    names = archive.namelist()
    assert names[-2:] == ["files/001-passwd.txt", "statements/002.txt"]
    contents = [hashlib.sha256(archive.read(name)).hexdigest() for name in names[-2:]]
    assert contents == [item["sha256"] for item in manifest["items"]]
    assert "list of official channels" in archive.read("READ-ME.txt").decode()
    for page in ("list.zh-CN.html", "list.en.html"):
        assert b"<img" not in archive.read(page)
        assert b"<b>" not in archive.read(page)
    manifest["items"][0]["name"] = "other"
    with pytest.raises(verifier.NotBelieved):
        verifier.check_signature("evidence", manifest)


async def test_without_a_key_the_export_says_that_it_is_not_signed(desk: Desk) -> None:
    await desk.says("What they say", "It has not arrived.")
    archive = await desk.archive()
    assert "signature" not in json.loads(archive.read("manifest.json"))
    assert "is not signed" in archive.read("READ-ME.txt").decode()
    printed = await desk.agent.ask("GET", f"{desk.at}/printed")
    assert "style-src" in printed.headers["content-security-policy"]
    assert "all is as it was added" in printed.text


@pytest.fixture
async def seeing(database_url: str, tmp_path: Path) -> AsyncIterator[tuple[Desk, ToldEyes, Hands]]:
    """With eyes that see what they are told, and a clock that is moved by hand."""
    eyes, clock = ToldEyes(), Hands(utc_now())
    eyes.open.set()
    async with installation(database_url, tmp_path, clock=clock, see=eyes.made) as house:
        agent = await house.agent()
        made = await agent.post("/api/workspace/tickets", {"subject": "s"})
        yield Desk(agent, made["id"], house), eyes, clock


async def test_a_picture_that_shows_a_secret_leaves_nothing(
    seeing: tuple[Desk, ToldEyes, Hands], tmp_path: Path
) -> None:
    desk, eyes, clock = seeing
    eyes.sees = PHRASE_SEEN
    assert (await desk.brings("a.png", picture("PNG"))).status_code == 422
    assert [*(tmp_path / "blobs").glob("??/??/*")] == []
    eyes.sees = CLEAN
    assert (await desk.brings("a.png", picture("PNG"))).json()["unread"] is False
    eyes.sees = DIGITS_SEEN
    assert (await desk.brings("b.png", picture("PNG"))).json()["unread"] is True
    clock.forward(days=2)
    await desk.house.system.joints.sweep_files(Job(kind="files.sweep", key="all", run_at=clock()))
    assert len([*(tmp_path / "blobs").glob("??/??/*")]) == 2
