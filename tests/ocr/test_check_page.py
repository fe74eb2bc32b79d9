"""Real screenshots through the edge: read by the worker, judged, and nothing of them left."""

import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from mnemonic import Mnemonic
from PIL import Image

from tests.support.help_center import Reaching, public_pages
from tests.support.screenshots import code_of, grid, screen_of
from tests.support.web import client
from walletdesk.app.wiring.screenshots import Screenshots
from walletdesk.platform.blobs import DiskBlobs, Intake, PictureReader
from walletdesk.platform.settings import AttachmentSettings

CHAT = (
    "示例钱包客服 01",
    "请打开 https://sample-wallet-help.com/verify",
    "或联系 @SampleWallet_Help 电话 +1 555 010 0100",
    "转到 0x52908400098527886E0F7030069857D2E4169EE7",
)
OWN = "https://help.samplewallet.example/en"
PAGE = {"sec-fetch-site": "same-origin", "accept": "text/html"}


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    blobs = DiskBlobs(tmp_path / "blobs")
    intake = Intake(blobs, AttachmentSettings(), folder=tmp_path / "intake", secret_in=lambda _: None)
    pages = await public_pages(Reaching(), topics=(), pictures=Screenshots(intake, PictureReader()))
    async with client(pages) as asked:
        yield asked


def file_of(picture: Image.Image) -> dict[str, tuple[str, bytes, str]]:
    target = io.BytesIO()
    picture.save(target, "PNG")
    return {"file": ("a.png", target.getvalue(), "image/png")}


def left(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


async def ask(web: httpx.AsyncClient, picture: Image.Image) -> dict[str, Any]:
    answer = await web.post("/api/verify/picture?locale=en", files=file_of(picture))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.mark.slow
async def test_a_screenshot_is_judged_thing_by_thing(web: httpx.AsyncClient) -> None:
    said = (await ask(web, screen_of(CHAT)))["answers"]
    assert {one["what"]: one["value"] for one in said} == {
        "site": "https://sample-wallet-help.com/verify",
        "handle": "@SampleWallet_Help",
        "phone": "+1 555 010 0100",
        "address": "0x52908400098527886E0F7030069857D2E4169EE7",
    }
    assert [one["what"] for one in said if one["lookalike"]] == ["site", "handle"]
    (own,) = (await ask(web, code_of(OWN)))["answers"]
    assert (own["what"], own["answer"]) == ("site", "official")


@pytest.mark.slow
async def test_a_phrase_in_a_screenshot_is_answered_as_one(web: httpx.AsyncClient, tmp_path: Path) -> None:
    phrase = grid(Mnemonic("english").to_mnemonic(bytes(range(16))).split())
    told = await ask(web, phrase)
    assert (told["answers"], told["secret"]["kind"]) == ([], "mnemonic")
    page = await web.post("/verify/picture?locale=en", files=file_of(phrase), headers=PAGE)
    assert page.status_code == 422
    assert "Treat the phrase as leaked." in page.text
    assert left(tmp_path) == []
