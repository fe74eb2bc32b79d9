"""Files that were made to hurt: each is taken harmless or refused, in time, and nothing is unpacked."""

import io
import time
import unicodedata
import zipfile
from pathlib import Path

import pytest

from tests.support.files import pieces
from tests.support.hostile import files
from tests.support.shield import secret_in
from walletdesk.kernel.errors import Invalid, TooLarge
from walletdesk.platform.blobs import DiskBlobs, Intake, UnwantedFile, clean_name, download_headers
from walletdesk.platform.settings import AttachmentSettings


def slip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("../../etc/cron.d/x", "* * * * * root true")
    return made.getvalue()


OWN = {
    "own-svg": ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='pwned=1'/>"),
    "own-html": ("a.txt", b"<!doctype html><script>pwned=1</script>"),
    "own-zip": ("../../a.zip", slip()),
    "own-bidi": ("invoice\u202egpj.exe", b"hello"),
    "own-crlf": ("a\r\nSet-Cookie: x=1.txt", b"hello"),
    "own-htaccess": ("\u200b.htaccess", b"AddType x .txt"),
}
MIME = {
    "image/png",
    "image/jpeg",
    "image/webp",
    "image/gif",
    "application/pdf",
    "application/json",
    "text/plain",
}


@pytest.mark.parametrize("name", sorted(OWN | files()))
async def test_a_hostile_file_is_harmless_or_refused(name: str, tmp_path: Path) -> None:
    blobs = DiskBlobs(tmp_path / "blobs")
    intake = Intake(blobs, AttachmentSettings(), folder=tmp_path / "waiting", secret_in=secret_in)
    said, content = (OWN | files())[name]
    began = time.monotonic()
    try:
        taken = await intake.take(said, pieces(content))
    except (UnwantedFile, TooLarge, Invalid):
        assert left(tmp_path) == []
        return
    finally:
        assert time.monotonic() - began < 20
    assert taken.type in MIME
    assert_shown_safely(taken.name, taken.type)
    assert left(tmp_path) == [taken.stored.id]


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def assert_shown_safely(name: str, type: str) -> None:
    assert unicodedata.is_normalized("NFC", name)
    assert not [c for c in name if unicodedata.category(c) in ("Cc", "Cf") or c in "/\\"]
    assert len(name.encode()) <= 405  # a hundred letters of up to four bytes, and the ending
    assert not name.startswith(".")
    headers = download_headers(name, type)
    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["Content-Disposition"].isascii()
    assert headers["Content-Disposition"].isprintable()
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("invoice\u202egpj.exe", "invoicegpj.exe.txt"),
        ("a\u2067b\u2069.txt", "ab.txt"),
        ("e\u0301te\u0301.txt", "été.txt"),
        ("../../etc/passwd", "passwd.txt"),
        ("CON", "file_CON.txt"),
    ],
)
def test_what_is_shown_of_a_name(said: str, shown: str) -> None:
    assert clean_name(said, ".txt") == shown
