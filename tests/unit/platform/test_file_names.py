"""Names of files that came from outside, on their way to screens, headers and file systems."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walletdesk.platform.blobs import clean_name, download_headers

SUFFIXES = [".png", ".jpg", ".pdf", ".txt"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("photo.png", "photo.png"),
        ("PHOTO.PNG", "PHOTO.png"),
        ("截图 2026-11-22.png", "截图 2026-11-22.png"),
        ("../../etc/passwd", "passwd.png"),
        ("..\\..\\windows\\win.ini", "win.ini.png"),
        ("invoice.exe", "invoice.exe.png"),
        ("a\u202egnp.exe", "agnp.exe.png"),
        ("a\x00.png", "a.png"),
        ("a\r\nX-Evil: 1.png", "aX-Evil_ 1.png"),
        ("\u200b.htaccess", "htaccess.png"),
        ("CON", "file_CON.png"),
        ("lpt1.png", "file_lpt1.png"),
        ("", "file.png"),
        ("...", "file.png"),
        ("a" * 300 + ".png", "a" * 100 + ".png"),
        ("e\u0301.png", "é.png"),
        ('a"b;c%d.png', "a_b_c_d.png"),
        ("\ud800x.png", "x.png"),
    ],
)
def test_a_name_is_shown_without_its_tricks(said: str, shown: str) -> None:
    assert clean_name(said, ".png") == shown


@given(st.text(max_size=200), st.sampled_from(SUFFIXES))
def test_any_name_becomes_one_plain_line_with_the_right_ending(said: str, suffix: str) -> None:
    name = clean_name(said, suffix)
    assert name.endswith(suffix)
    assert 1 <= len(name) - len(suffix) <= 110
    assert not set(name) & set('/\\:*?"<>|;%')
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in name)
    assert not name.startswith(".")


@given(st.text(max_size=200), st.sampled_from(SUFFIXES))
def test_any_name_fits_into_a_header(said: str, suffix: str) -> None:
    headers = download_headers(clean_name(said, suffix), "image/png")
    said_header = headers["Content-Disposition"]
    assert said_header.isascii()
    assert said_header.isprintable()
    assert said_header.count('"') == 2
    assert said_header.startswith('attachment; filename="')


def test_a_file_goes_out_to_be_saved_and_never_runs() -> None:
    headers = download_headers("截图.png", "image/png")
    assert (
        headers["Content-Disposition"]
        == "attachment; filename=\"file.png\"; filename*=UTF-8''%E6%88%AA%E5%9B%BE.png"
    )
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"
