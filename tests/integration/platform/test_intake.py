"""Taking files in: judged by content, capped by kind, pictures without what a camera wrote into them."""

import io
import time
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from tests.support.files import moving, photo, picture, pieces, png_bomb, png_with_text
from tests.support.shield import PHRASE, WIF, secret_in
from walletdesk.kernel.errors import Invalid, SecretStopped, TooLarge
from walletdesk.platform.blobs import DiskBlobs, Intake, Taken, UnwantedFile
from walletdesk.platform.blobs.intake import LOOKED_AT, SHARED, pieces_of
from walletdesk.platform.settings import AttachmentSettings


@pytest.fixture
def blobs(tmp_path: Path) -> DiskBlobs:
    return DiskBlobs(tmp_path / "blobs")


@pytest.fixture
def intake(blobs: DiskBlobs, tmp_path: Path) -> Intake:
    settings = AttachmentSettings(picture_mb=1, document_mb=2, megapixels=1)
    return Intake(blobs, settings, folder=tmp_path / "waiting", secret_in=secret_in)


def left(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def content(blobs: DiskBlobs, taken: Taken) -> bytes:
    return await blobs.read(taken.stored.id)


@pytest.mark.parametrize(
    ("sent", "type", "name"),
    [
        (picture("PNG"), "image/png", "a.exe.png"),
        (picture("PNG", "P"), "image/png", "a.exe.png"),
        (picture("PNG", "1"), "image/png", "a.exe.png"),
        (picture("PNG", "I;16"), "image/png", "a.exe.png"),
        (picture("JPEG"), "image/jpeg", "a.exe.jpg"),
        (picture("JPEG", "CMYK"), "image/jpeg", "a.exe.jpg"),
        (picture("WEBP", "RGBA"), "image/webp", "a.exe.webp"),
        (picture("GIF"), "image/gif", "a.exe.gif"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "application/pdf", "a.exe.pdf"),
        ("转账 0xabc 没到\n".encode() * 3_000, "text/plain", "a.exe.txt"),
        (b'{"a": [1, 2]}', "application/json", "a.exe.json"),
        (b"[not json", "text/plain", "a.exe.txt"),
        (b"MZ is not always a program", "text/plain", "a.exe.txt"),
    ],
)
async def test_a_file_is_what_it_holds_not_what_it_is_called(
    intake: Intake, sent: bytes, type: str, name: str
) -> None:
    taken = await intake.take("a.exe", pieces(sent))
    assert (taken.type, taken.name) == (type, name)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\xef\xbb\xbf <!doctype html><script>alert(1)</script>",
        b"<?xml version='1.0'?><x/>",
        b"PK\x03\x04" + b"\0" * 100,
        b"MZ\x90\0" + b"\0" * 100,
        b"\x7fELF" + b"\0" * 100,
        b"plain at first" * 400 + b"\x00\x01 and then not",
        b"plain at first" * 400 + b"\xff\xfe",
        "hi".encode("utf-16"),
        b"GIF89a/*<script>alert(1)</script>*/=1;",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        b"\xff\xd8\xff\xe0" + b"a" * 5_000,
        picture("JPEG")[:400],
        picture("BMP"),
        picture("TIFF"),
        picture("ICO"),
    ],
    ids=lambda sent: repr(sent[:10] + sent[-6:]),
)
async def test_everything_else_is_refused_and_leaves_nothing(
    intake: Intake, sent: bytes, tmp_path: Path
) -> None:
    with pytest.raises(UnwantedFile):
        await intake.take("photo.png", pieces(sent))
    assert left(tmp_path) == []


@pytest.mark.parametrize("sent", [photo(), png_with_text(), moving("GIF"), moving("WEBP")], ids=range(4))
async def test_nothing_but_the_picture_is_kept(intake: Intake, blobs: DiskBlobs, sent: bytes) -> None:
    taken = await intake.take("photo", pieces(sent))
    kept = await content(blobs, taken)
    assert b"116.4074" in sent or b"NETSCAPE" in sent or b"ANIM" in sent
    assert b"116.4074" not in kept
    with Image.open(io.BytesIO(kept)) as shown:
        assert not shown.getexif()
        assert not {"icc_profile", "comment", "exif", "xmp", "Comment", "Author"} & set(shown.info)


async def test_a_turned_photo_stands_upright_afterwards(intake: Intake, blobs: DiskBlobs) -> None:
    taken = await intake.take("photo", pieces(photo()))
    assert (taken.width, taken.height) == (30, 40)
    with Image.open(io.BytesIO(await content(blobs, taken))) as shown:
        assert shown.size == (30, 40)


@pytest.mark.parametrize("format", ["GIF", "WEBP"])
async def test_a_moving_picture_keeps_moving(intake: Intake, blobs: DiskBlobs, format: str) -> None:
    taken = await intake.take("screen", pieces(moving(format)))
    with Image.open(io.BytesIO(await content(blobs, taken))) as shown:
        assert getattr(shown, "n_frames", 1) == 3


@pytest.mark.parametrize(
    "bomb",
    [png_bomb(60_000, 60_000), png_bomb(1_001, 1_000), moving("GIF", 400)],
    ids=["field", "little", "frames"],
)
async def test_a_picture_larger_than_we_take_is_refused_before_it_is_unpacked(
    intake: Intake, bomb: bytes, tmp_path: Path
) -> None:
    began = time.monotonic()
    with pytest.raises(TooLarge, match="pixels"):
        await intake.take("bomb.png", pieces(bomb))
    assert time.monotonic() - began < 5
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("head", "most"),
    [(picture("PNG"), 1_000_000), (b"%PDF-1.7\n", 2_000_000), (b"text\n", 2_000_000)],
    ids=range(3),
)
async def test_each_kind_has_its_cap(intake: Intake, head: bytes, most: int, tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        await intake.take("large", pieces(head + b" " * most, 50_000))
    assert left(tmp_path) == []


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("words.txt", f"my backup: {PHRASE}".encode()),
        ("words.json", b'{"words": "%s"}' % PHRASE.encode()),
        ("words.txt", b"plain at first\n" * 9_000 + WIF.encode()),
        (f"{PHRASE}.pdf", PDF),
        (f"{WIF[:20]}\x01{WIF[20:]}.pdf", PDF),
        (f"{WIF[:20]}\x01{WIF[20:]}.txt", b"hello"),
    ],
    ids=range(6),
)
async def test_no_byte_of_a_file_with_a_secret_is_ever_written(
    intake: Intake, tmp_path: Path, name: str, sent: bytes
) -> None:
    for place in ("waiting", "blobs"):
        (tmp_path / place).write_text("in the way: whoever writes here fails")
    with pytest.raises(SecretStopped) as stopped:
        await intake.take(name, pieces(sent))
    assert stopped.value.values["secret"] in ("mnemonic", "wif")


async def test_a_worker_that_takes_too_long_is_given_up(
    intake: Intake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("walletdesk.platform.blobs.pictures._WALL_SECONDS", 0.001)
    with pytest.raises(Invalid):
        await intake.take("photo.png", pieces(picture("PNG")))
    assert left(tmp_path) == []


def prose(signs: int) -> str:
    """So many signs of what is no secret."""
    return ("转账 0xabc 没到，请看一下 my transfer is late\n" * (signs // 30))[:signs]


async def test_a_text_that_is_too_long_to_be_looked_through_is_not_taken_and_says_why(
    intake: Intake, tmp_path: Path
) -> None:
    with pytest.raises(TooLarge) as refused:
        await intake.take("log.txt", pieces(b"a line of a log\n" * 140_000))
    assert "not looked through" in refused.value.message
    assert refused.value.values == {"limit": 2}
    assert left(tmp_path) == []


@pytest.mark.parametrize("before", [LOOKED_AT // 2, LOOKED_AT - 30, LOOKED_AT - SHARED, 3 * LOOKED_AT])
async def test_a_secret_is_found_wherever_in_a_long_text_it_stands(
    intake: Intake, tmp_path: Path, before: int
) -> None:
    """Also across the place where one piece ends."""
    text = f"{prose(before)}\n{PHRASE}\n{prose(2 * LOOKED_AT)}"
    with pytest.raises(SecretStopped):
        await intake.take("log.txt", pieces(text.encode()))
    assert left(tmp_path) == []


def test_the_pieces_of_a_text_are_all_of_it_and_share_their_ends() -> None:
    text = prose(3 * LOOKED_AT + 77)
    parts = list(pieces_of(text))
    assert max(len(part) for part in parts) <= LOOKED_AT
    assert parts[0] == text[: len(parts[0])]
    for before, after in pairwise(parts):
        assert after[: SHARED // 2] in before
    assert text.endswith(parts[-1])
    assert len(parts) < 5
