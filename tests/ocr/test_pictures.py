"""Pictures through the worker and the shield: what holds a secret is stopped, what shows an error is not."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from mnemonic import Mnemonic
from PIL import Image

from tests.support.files import png_bomb
from tests.support.screenshots import code_of, grid, screen_of, turned
from walletdesk.app.cli import main
from walletdesk.platform.blobs import NotRead, PictureReader
from walletdesk.safety import Kind, Screening, screen_picture

CHANCE = random.Random(7)  # noqa: S311 - throw-away words, the same in every run


def phrase(language: str = "english", bits: int = 128) -> list[str]:
    return Mnemonic(language).to_mnemonic(CHANCE.randbytes(bits // 8)).split()


Draw = Callable[[], Image.Image]
SECRETS: dict[str, Draw] = {
    "12 words": lambda: grid(phrase()),
    "24 words": lambda: grid(phrase(bits=256)),
    "12 words, light, column by column": lambda: grid(phrase(), columns=2, dark=False, down=True),
    "12 words, turned a little": lambda: turned(grid(phrase()), 5),
    "24 words, on its side": lambda: turned(grid(phrase(bits=256)), 90),
    "12 words upside down": lambda: turned(grid(phrase()), 180),
    "12 Chinese words": lambda: grid(phrase("chinese_simplified")),
    "a code": lambda: code_of(" ".join(phrase())),
}
HARMLESS: dict[str, Draw] = {
    "Chinese error": lambda: screen_of(
        [
            "交易失败",
            "网络:波场 TRON",
            "错误信息:能量不足 (OUT_OF_ENERGY)",
            "交易哈希:",
            "0x8f14e45fceea167a5a36dedd4bea2543c1f0d9b8",
            "a7e6f5d4c3b2a190817263fe",
            "金额:1,250.00 USDT",
            "请联系客服并提供以上信息",
        ]
    ),
    "English error": lambda: screen_of(
        [
            "Transaction failed",
            "Network: Ethereum Mainnet",
            "Error: insufficient funds for gas",
            "Amount: 1,250.00 USDT",
            "Please contact support and show this",
            "Open Settings, then Advanced, and clear",
            "the activity of this account. Wait until",
            "the network is less busy and try again.",
        ]
    ),
    "a code of an address": lambda: code_of("ethereum:0x52908400098527886E0F7030069857D2E4169EE7"),
    "nothing": lambda: Image.new("RGB", (400, 300), "white"),
}


async def seen(picture: Image.Image, folder: Path) -> Screening:
    """What the shield says."""
    picture.save(folder / "a.png")
    text = await PictureReader().read(folder / "a.png")
    return screen_picture(text.lines, text.codes)


@pytest.mark.slow
@pytest.mark.parametrize("draw", SECRETS.values(), ids=list(SECRETS))
async def test_a_phrase_in_a_picture_is_stopped(draw: Draw, tmp_path: Path) -> None:
    screening = await seen(draw(), tmp_path)
    assert (screening.stopped, screening.kind) == (True, Kind.MNEMONIC)


@pytest.mark.slow
@pytest.mark.parametrize("draw", HARMLESS.values(), ids=list(HARMLESS))
async def test_a_screen_that_shows_no_secret_is_let_through(draw: Draw, tmp_path: Path) -> None:
    screening = await seen(draw(), tmp_path)
    assert not screening.stopped


async def test_what_cannot_be_read_is_said_to_be_unread(tmp_path: Path) -> None:
    for content in (b"", b"no picture", png_bomb(30_000, 30_000)):
        (tmp_path / "a.png").write_bytes(content)
        with pytest.raises(NotRead):
            await PictureReader().read(tmp_path / "a.png")


@pytest.mark.slow
def test_the_evaluation_reads_pictures_beside_its_list(tmp_path: Path) -> None:
    grid(phrase()).save(tmp_path / "a.png")
    HARMLESS["English error"]().save(tmp_path / "b.png")
    rows = [
        {"id": "a", "file": "a.png", "secret": True, "kind": "mnemonic"},
        {"id": "b", "file": "b.png", "secret": False, "kind": "none"},
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    report = tmp_path / "report.json"
    made = CliRunner().invoke(main, ["eval", "shield", str(tmp_path / "rows.jsonl"), "--json", str(report)])
    assert made.exit_code == 0, made.output
    assert [(row["got"], row["ok"]) for row in json.loads(report.read_text())["rows"]] == [
        ("mnemonic", True),
        ("none", True),
    ]
