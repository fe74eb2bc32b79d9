"""Which characters may come in: the policy, and that JSON cannot slip around it."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from walletdesk.platform.http import NotText, clean_line, clean_text, decode
from walletdesk.platform.http.text import has_unwanted

HOSTILE = ["\x00", "\x1b", "\x7f", "\x9f", "\u202e", "\u202a", "\u2066", "\ufeff", "\ufffe", "\U000e0041"]


class Note(msgspec.Struct):
    text: str = ""
    tags: list[str] = []
    more: dict[str, str] = {}
    n: int = 0


@pytest.mark.parametrize("letter", HOSTILE)
def test_what_nobody_types_is_taken_out(letter: str) -> None:
    assert clean_text(f"转账{letter}ok") == "转账ok"
    assert has_unwanted(f"转账{letter}ok")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\u2029", "\x85"])
def test_every_line_end_becomes_the_same(end: str) -> None:
    assert clean_text(f"é{end}b") == "é\nb"


@pytest.mark.parametrize("kept", ["a\tb", "👩‍👩‍👧", "می‌خواهم", "שלום", "e\u0301", "𝕏", "\U00020bb7"])
def test_what_people_write_with_is_kept(kept: str) -> None:
    assert clean_text(kept) == kept


def test_half_a_letter_is_refused() -> None:
    with pytest.raises(NotText):
        clean_text("a\ud800")


def test_a_name_is_one_line() -> None:
    assert clean_line("  Ann\r\n\tLee\x00 ") == "Ann Lee"


@pytest.mark.parametrize("letter", HOSTILE)
@pytest.mark.parametrize("ascii_only", [True, False], ids=["escaped", "as bytes"])
def test_json_does_not_carry_them_in(letter: str, ascii_only: bool) -> None:
    sent = {"text": f"a{letter}b", "tags": [letter], "more": {f"k{letter}": letter}}
    note = decode(json.dumps(sent, ensure_ascii=ascii_only).encode(), Note)
    assert note == Note("ab", [""], {"k": ""})


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_cleaning_twice_changes_nothing_and_nothing_unwanted_is_left(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    assert not has_unwanted(clean)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.booleans())
def test_json_decodes_to_the_clean_text_however_it_was_escaped(text: str, ascii_only: bool) -> None:
    body = json.dumps({"text": text}, ensure_ascii=ascii_only).encode()
    assert decode(body, Note).text == clean_text(text)


@pytest.mark.parametrize("body", [b'{"text":"\xff"}', b'{"text":"\xed\xa0\x80"}', b'{"text":"\xc0\x80"}'])
def test_bytes_that_are_no_utf_8_are_refused(body: bytes) -> None:
    with pytest.raises(NotText):
        decode(body, Note)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"text":"\\ud800"}', b'{"text":"a"} x', b"\xef\xbb\xbf{}", b'{"text":"\\x"}', b"\x00"],
)
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode(body, Note)


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'{"more":', b'["\\u0000",'])
def test_json_that_is_nested_without_end_is_refused_quickly(opening: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode(opening * 100_000, Note)
    with pytest.raises(msgspec.DecodeError):
        decode(opening * 100_000, dict)


@pytest.mark.parametrize(
    "sent", [{"text": 5}, {"text": None}, {"text": ["a"]}, {"tags": "a", "text": ""}, [], 5]
)
def test_types_are_strict(sent: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        decode(json.dumps(sent).encode(), Note)
