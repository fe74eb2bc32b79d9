"""Pictures of articles over HTTP: in by a lead, out to whoever may read an article that shows it."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from httpx import Response
from PIL import Image

from tests.integration.app.test_article_drafts import ONE, WORDS, draft
from tests.support.files import SECRET, photo, picture, png_with_text
from tests.support.installation import Asking, Installation, installation
from tests.support.pictures import PHRASE_SEEN, ToldEyes
from walletdesk.app.wiring.heart import holds_secret_asked
from walletdesk.kernel.viewers import Role
from walletdesk.knowledge.pictures.model import name_of
from walletdesk.knowledge.pictures.store import FORGET
from walletdesk.platform.blobs import sniff

PATH = "/api/workspace/pictures"


async def sent(asks: Asking, content: bytes) -> Response:
    return await asks.ask("POST", PATH, files={"file": ("Jane Roe's phone.png", content, "image/png")})


async def added(lead: Asking, content: bytes) -> str:
    answer = await sent(lead, content)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["name"])


def showing(name: str, says: str = "The page, with Back up marked") -> str:
    return str(WORDS["body"]).replace("2. Wait", f"2. Tap it. ![{says}](picture:{name}) Wait")


async def kept(lead: Asking, revision: int, version: int = 0, **words: object) -> list[str]:
    """What keeps it from being published."""
    answer = await lead.ask("PUT", f"{ONE}/draft", draft(revision, version, **words))
    assert answer.status_code == 200, answer.text
    return [one["said"] for one in answer.json()["findings"]]


async def sees(asks: Asking, name: str) -> tuple[int, str]:
    answer = await asks.ask("GET", f"/help/pictures/{name}")
    return answer.status_code, answer.headers["cache-control"]


@pytest.fixture
async def watched(database_url: str, tmp_path: Path) -> AsyncIterator[tuple[Installation, ToldEyes]]:
    eyes = ToldEyes(PHRASE_SEEN)
    eyes.open.set()
    async with installation(database_url, tmp_path, see=eyes.made) as house:
        yield house, eyes


@pytest.fixture
async def calm(database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    """Whoever looks at pictures sees nothing bad in them, at once: how well they see is tested elsewhere."""
    eyes = ToldEyes()
    eyes.open.set()
    async with installation(database_url, tmp_path, see=eyes.made) as house:
        yield house


async def test_a_picture_is_seen_by_whoever_may_read_the_article_that_shows_it(calm: Installation) -> None:
    lead, agent, reader = await calm.agent(Role.LEAD), await calm.agent(), Asking(calm.http, {})
    name = await added(lead, photo())
    assert name == await added(lead, photo())  # its name is its content
    assert (await sees(lead, name))[0] == 200
    assert (await sees(reader, name))[0] == 404

    assert await kept(lead, 0, body=showing(name, says="")) == [
        "Say what this picture shows, for those who cannot see it."
    ]
    other = name.replace(name[0], "b" if name[0] == "a" else "a", 1)
    assert await kept(lead, 1, body=showing(other)) == [f"This picture is not here: {other}"]
    refused = await lead.ask("POST", f"{ONE}/publish", {"revision": 2})
    assert (refused.status_code, refused.json()["code"]) == (422, "incomplete")

    assert await kept(lead, 2, body=showing(name)) == []
    assert (await sees(reader, name))[0] == 404  # of a draft
    await lead.post(f"{ONE}/publish", {"revision": 3})
    assert await sees(reader, name) == (200, "public, max-age=3600")
    page = (await calm.http.get("/help/en/gift-card")).text
    size = name.rpartition("-")[2].split("x")
    assert (
        f'<img src="/help/pictures/{name}" alt="The page, with Back up marked" '
        f'width="{size[0]}" height="{size[1]}" loading="lazy">'
    ) in page

    await kept(lead, 0, version=1, body=showing(name), internal=True)
    await lead.post(f"{ONE}/publish", {"revision": 1})
    assert (await sees(reader, name))[0] == 404
    assert await sees(agent, name) == (200, "private, max-age=3600")


async def test_nothing_but_its_pixels_is_kept_and_nothing_runs_where_it_is_shown(calm: Installation) -> None:
    lead = await calm.agent(Role.LEAD)
    for content in (photo(), png_with_text(), picture("WEBP"), picture("GIF", "P")):
        shown = await lead.ask("GET", f"/help/pictures/{await added(lead, content)}")
        kind = sniff(shown.content)
        assert kind is not None
        assert (shown.headers["content-type"], SECRET in shown.content) == (kind.type, False)
        assert shown.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert shown.headers["x-content-type-options"] == "nosniff"
    for content in (b"%PDF-1.7\n%", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n broken"):
        assert (await sent(lead, content)).json()["code"] == "unwanted_file"
    large = io.BytesIO()
    Image.new("RGB", (4_001, 20)).save(large, "PNG")
    assert (await sent(lead, large.getvalue())).status_code == 413


async def test_one_that_shows_a_secret_is_destroyed(watched: tuple[Installation, ToldEyes]) -> None:
    house, eyes = watched
    lead = await house.agent(Role.LEAD)
    answer = await sent(lead, photo())
    assert (answer.status_code, answer.json()["code"], eyes.looks) == (422, "secret_stopped", 1)
    folder = house.system.engine.settings.folder
    assert [file for file in (folder / "blobs").rglob("blb_*") if file.is_file()] == []


async def test_one_that_could_not_be_read_is_not_shown_as_if_it_had_been(
    watched: tuple[Installation, ToldEyes],
) -> None:
    house, eyes = watched
    eyes.sees = None
    answer = await sent(await house.agent(Role.LEAD), photo())
    assert (answer.status_code, answer.json()["code"]) == (409, "not_looked_at")
    folder = house.system.engine.settings.folder
    assert [file for file in (folder / "blobs").rglob("blb_*") if file.is_file()] == []


async def test_what_no_article_shows_is_forgotten_and_what_one_showed_is_not(calm: Installation) -> None:
    lead, pictures = await calm.agent(Role.LEAD), calm.system.answers.illustrating
    drafted, shown, left = [await added(lead, picture(kind)) for kind in ("PNG", "JPEG", "WEBP")]
    await kept(lead, 0, body=showing(shown))
    await lead.post(f"{ONE}/publish", {"revision": 1})
    await kept(lead, 0, version=1, body=WORDS["body"])
    await lead.post(f"{ONE}/publish", {"revision": 1})  # only its earlier version shows it now
    await kept(lead, 0, version=2, body=showing(drafted))
    await pictures.forget_unused(timedelta(hours=1))
    assert await pictures.archive.known([drafted, shown, left]) == {drafted, shown, left}
    await pictures.forget_unused(timedelta(hours=-1))
    assert await pictures.archive.known([drafted, shown, left]) == {drafted, shown}


async def test_pictures_go_out_to_a_folder_and_come_back_byte_for_byte(calm: Installation) -> None:
    lead, exchange = await calm.agent(Role.LEAD), calm.system.answers.exchange
    name = await added(lead, photo())
    await added(lead, picture("PNG"))  # which no article shows
    await kept(lead, 0, body=showing(name))
    await lead.post(f"{ONE}/publish", {"revision": 1})
    whole, pictures = await exchange.files(), await exchange.pictures()
    files = {name: text for name, text in whole.items() if "gift-card" in name}  # each is looked through
    assert list(pictures) == [f"{name}.jpg"]

    async with calm.system.engine.db.write() as tx:
        await tx.run(FORGET, which=name, before=2**53)
    assert dict((await exchange.take_in(files)).refused) != {}
    other = {f"{name}.png": pictures[f"{name}.jpg"], "x.jpg": photo(), f"{name}.jpg": b"\x89PNG"}
    assert list((await exchange.take_in(files, other)).refused) == [*other, "gift-card.md"]
    assert (await exchange.take_in(files, pictures, dry_run=True)).refused == {}
    assert await calm.system.answers.illustrating.archive.known([name]) == set()
    assert (await exchange.take_in(files, pictures)).refused == {}
    assert await exchange.pictures() == pictures
    assert (await sees(Asking(calm.http, {}), name))[0] == 200


def test_no_name_of_a_picture_looks_like_a_secret() -> None:
    for number in range(300):
        name = name_of(sha256(str(number).encode()).hexdigest(), 640, 480)
        assert not holds_secret_asked(showing(name))
