"""A screenshot on the check page: what it shows is judged, and nothing of it is left, whatever happens."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from tests.support.files import picture, pieces
from tests.support.help_center import CODE, Reaching, Showing, public_pages
from tests.support.web import client
from walletdesk.app.wiring.screenshots import MOST_IN_LINE, NoReader, Screenshots
from walletdesk.help_center.checking import Shown
from walletdesk.kernel.errors import Invalid, TooLarge, Unavailable
from walletdesk.platform.blobs import (
    DiskBlobs,
    Intake,
    NotRead,
    PictureReader,
    UnwantedFile,
)
from walletdesk.platform.blobs.reading import PictureText, Written
from walletdesk.platform.settings import AttachmentSettings

SAME = {"origin": "http://127.0.0.1:8080", "sec-fetch-site": "same-origin", "accept": "text/html"}
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
CHAT = (
    "示例钱包客服 01",
    "打开 https://help.sarnplewallet.example/en",
    "或联系@SampleWallet_Help 电话+1 555 010 0100",
    f"我的核验码是{CODE}",
    "工单WD-1234，转到0x52908400098527886E0F7030069857D2E4169EE7",
    "Ask help@samplewallet.example, telegram: samplewallet",
)


@pytest.fixture
async def web() -> AsyncIterator[httpx.AsyncClient]:
    async with client(await public_pages(Reaching(), topics=())) as asked:
        yield asked


def showing(*rows: str, codes: tuple[str, ...] = (), secret: str = "") -> dict[str, Any]:
    return {"file": ("a.png", msgspec.json.encode(Shown(rows=rows, codes=codes, secret=secret)), "image/png")}


async def ask(web: httpx.AsyncClient, files: dict[str, Any]) -> dict[str, Any]:
    answer = await web.post("/api/verify/picture?locale=en", files=files)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_everything_in_it_is_judged_like_a_paste_and_the_worst_comes_first(
    web: httpx.AsyncClient,
) -> None:
    said = (await ask(web, showing(*CHAT, codes=("https://claim.wallet-airdrop.example/x",))))["answers"]
    assert [(one["answer"], one["what"]) for one in said] == [
        ("known_bad", "site"),
        ("not_ours", "site"),
        ("not_ours", "handle"),
        ("not_ours", "address"),
        ("untold", "ticket"),
        ("untold", "mail"),
        ("untold", "handle"),
        ("official", "phone"),
        ("official", "code"),
    ]
    assert "“rn” reads like “m”." in said[1]["says"]


async def test_letters_of_a_picture_are_never_called_official_and_its_codes_are(
    web: httpx.AsyncClient,
) -> None:
    site = "https://help.samplewallet.example/en"
    (read,) = (await ask(web, showing(site)))["answers"]
    assert (read["answer"], read["says"][0]) == ("untold", "In the picture it reads like a channel of ours.")
    (exact,) = (await ask(web, showing(site, codes=(site,))))["answers"]
    assert exact["answer"] == "official"
    (coin,) = (await ask(web, showing(codes=("ethereum:0x52908400098527886E0F7030069857D2E4169EE7",))))[
        "answers"
    ]
    assert (coin["answer"], coin["what"]) == ("not_ours", "address")


async def test_a_picture_of_nothing_says_so(web: httpx.AsyncClient) -> None:
    (said,) = (await ask(web, showing("Good morning", "12.50 USDT", "2026-11-22 10:15")))["answers"]
    assert (said["answer"], said["what"]) == ("untold", "picture")


@pytest.mark.parametrize(
    ("kind", "words", "moves"),
    [
        ("mnemonic", "recovery phrase", True),
        ("xprv", "private key", True),
        ("keystore", "keystore file", True),
        ("password", "Change the password", False),
        ("otp", "Give the code to nobody", False),
    ],
)
async def test_a_secret_is_answered_with_the_words_of_its_kind(
    web: httpx.AsyncClient, kind: str, words: str, moves: bool
) -> None:
    told = await ask(web, showing(*CHAT, secret=kind))
    assert (told["answers"], told["stopped"]) == ([], True)
    assert (told["secret"]["kind"], words in told["secret"]["words"], told["secret"]["wallet"]) == (
        kind,
        True,
        moves,
    )
    page = await web.post("/verify/picture?locale=en", files=showing(*CHAT, secret=kind), headers=SAME)
    assert page.status_code == 422
    alert = re.findall(r'role="alert">.*?</div>', page.text)[0]
    assert words in alert
    assert ("/help/en/stolen-funds" in alert) is moves


async def test_the_page_says_without_a_script_what_the_api_says(web: httpx.AsyncClient) -> None:
    (said,) = (await ask(web, showing("see help.sarnplewallet.example")))["answers"]
    page = await web.post(
        "/verify/picture?locale=en", files=showing("see help.sarnplewallet.example"), headers=SAME
    )
    for words in (said["title"], *said["says"], "This was read from your picture."):
        assert words in page.text
    assert "<mark>rn</mark>" in page.text


async def test_what_is_no_picture_is_refused_in_words(web: httpx.AsyncClient) -> None:
    file = {"file": ("a.png", b"no picture", "image/png")}
    assert (await web.post("/api/verify/picture", files=file)).status_code == 422
    page = await web.post("/verify/picture?locale=en", files=file, headers=SAME)
    assert page.status_code == 422
    assert "This is no picture. Choose a PNG" in page.text


async def test_one_address_cannot_send_pictures_without_end(web: httpx.AsyncClient) -> None:
    for _ in range(20):
        await ask(web, showing("medium.com"))
    assert (await web.post("/api/verify/picture", files=showing("medium.com"))).status_code == 429
    assert (await web.post("/api/verify", json={"q": "medium.com", "locale": "en"})).status_code == 200


class Reader(PictureReader):
    """Sees what it was told to see, when it may."""

    def __init__(self, *seen: str, fails: bool = False) -> None:
        super().__init__()
        self.may = asyncio.Event()
        self.came = asyncio.Queue[Path]()
        self._seen = seen
        self._fails = fails

    async def read(self, picture: Path) -> PictureText:
        await self.came.put(picture)
        await self.may.wait()
        if self._fails:
            raise NotRead
        edge = ((0, 0), (9, 0), (9, 2), (0, 2))
        return PictureText(
            tuple(Written(text, tuple((x, y + 9 * i) for x, y in edge)) for i, text in enumerate(self._seen)),
            (),
        )


PNG = picture("PNG")


def screenshots(folder: Path, reader: Reader, *, can_read: bool = True) -> Screenshots:
    intake = Intake(
        DiskBlobs(folder / "blobs"), AttachmentSettings(), folder=folder / "intake", secret_in=lambda _: None
    )
    return Screenshots(intake, reader, can_read=lambda: can_read)


def left(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


async def test_a_picture_is_gone_when_it_was_read_and_when_it_was_not(tmp_path: Path) -> None:
    good, bad = Reader("one", "two"), Reader(fails=True)
    good.may.set()
    assert (await screenshots(tmp_path, good).read(pieces(PNG))).rows == ["one", "two"]
    bad.may.set()
    with pytest.raises(Invalid, match="can't be read"):
        await screenshots(tmp_path, bad).read(pieces(PNG))
    assert (good.came.qsize(), bad.came.qsize()) == (1, 1)
    assert left(tmp_path) == []


async def test_a_picture_is_gone_when_the_asker_hangs_up(tmp_path: Path) -> None:
    reader = Reader()
    asked = asyncio.create_task(screenshots(tmp_path, reader).read(pieces(PNG)))
    waits = await reader.came.get()
    assert left(tmp_path) == [waits]
    asked.cancel()
    await asyncio.wait([asked])
    assert left(tmp_path) == []


async def test_a_secret_comes_out_by_its_kind_alone(tmp_path: Path) -> None:
    reader = Reader(PHRASE)
    reader.may.set()
    assert await screenshots(tmp_path, reader).read(pieces(PNG)) == Shown(secret="mnemonic")


async def test_whoever_comes_while_many_stand_in_line_hears_so_and_later_gets_in(tmp_path: Path) -> None:
    reader = Reader("one")
    line = screenshots(tmp_path, reader)
    waiting = [asyncio.create_task(line.read(pieces(PNG))) for _ in range(MOST_IN_LINE)]
    for _ in waiting:
        await reader.came.get()
    with pytest.raises(Unavailable):
        await line.read(pieces(PNG))
    reader.may.set()
    await asyncio.gather(*waiting)
    assert (await line.read(pieces(PNG))).rows == ["one"]


async def test_without_the_extra_nothing_is_taken_and_the_page_offers_nothing(tmp_path: Path) -> None:
    reader = Reader()
    with pytest.raises(NoReader):
        await screenshots(tmp_path, reader, can_read=False).read(pieces(PNG))
    for can_read in (True, False):
        pages = await public_pages(Reaching(), topics=(), pictures=Showing(can_read=can_read))
        async with client(pages) as web:
            page = (await web.get("/verify?locale=en")).text
        assert ("/verify/picture" in page, "or a screenshot" in page) == (can_read, can_read)


@pytest.mark.parametrize(
    ("content", "refusal"), [(b"%PDF-1.7", UnwantedFile), (PNG + bytes(10_000_001), TooLarge)]
)
async def test_other_files_and_large_ones_reach_no_reader(
    tmp_path: Path, content: bytes, refusal: type[Exception]
) -> None:
    reader = Reader()
    with pytest.raises(refusal):
        await screenshots(tmp_path, reader).read(pieces(content, 65_536))
    assert (reader.came.qsize(), left(tmp_path)) == (0, [])
