"""A list is believed only as it was signed, by whose word it must be, in its time, and never backwards."""

import ast
import json
import re
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.registry import ENTRIES
from tests.support.registry_vectors import (
    DAY,
    FILE,
    NEXT_ONLINE,
    NEXT_PIN,
    NEXT_ROOT,
    NOW,
    ONLINE,
    PIN,
    ROOT,
    THIEF,
    Word,
    followed,
    mandate,
    signed,
    turned,
    vectors,
    written,
)
from walletdesk.registry import signing, verifier
from walletdesk.registry.verifier import NotBelieved, Verified, canonical, verify


def believed(text: str, *, at: datetime = NOW, known: tuple[int, int] = (0, 0), pin: str = PIN) -> Verified:
    return verify(text, roots=[pin], now=at, known=known)


def refused(text: str, *, at: datetime = NOW, known: tuple[int, int] = (0, 0), pin: str = PIN) -> str:
    with pytest.raises(NotBelieved) as refusal:
        verify(text, roots=[pin], now=at, known=known)
    return refusal.value.code


def test_what_was_signed_is_believed_and_says_what_to_keep() -> None:
    verified = believed(signed())
    assert verified.mark == (1, 7)
    assert verified.roots == (PIN,)
    assert len(verified.document["entries"]) == len(ENTRIES)


def test_the_order_of_the_keys_and_the_blanks_do_not_matter() -> None:
    assert believed(turned(signed())).mark == (1, 7)


def test_every_changed_value_of_the_document_is_noticed() -> None:
    whole = signed()
    for before, after in (
        ("wallet.example", "wa11et.example"),
        ('"serial": 7', '"serial": 8'),
        ("2026-12-06", "2027-12-06"),
        ('"zone": "UTC"', '"zone": "utc"'),
    ):
        assert before in whole
        assert refused(whole.replace(before, after)) == "bad_signature"


def test_a_list_by_somebody_else_is_refused() -> None:
    assert refused(signed(THIEF)) == "bad_signature"
    assert refused(signed(THIEF, word=mandate(THIEF, THIEF))) == "wrong_root"
    assert refused(signed(THIEF, word={**mandate(THIEF, THIEF), "by": PIN})) == "bad_signature"
    assert refused(signed(), pin=NEXT_PIN) == "wrong_root"


def test_a_mandate_does_not_pass_for_a_document_nor_a_longer_one_for_itself() -> None:
    longer = {**mandate(), "until": "2030-01-01T00:00:00Z"}
    assert refused(signed(word=longer)) == "bad_signature"


@pytest.mark.parametrize(
    ("at", "why"),
    [
        (NOW + 14 * DAY, "expired"),
        (NOW + 91 * DAY, "mandate_expired"),
        (NOW - timedelta(minutes=11), "not_yet_valid"),
    ],
)
def test_a_list_is_believed_in_its_time_only(at: datetime, why: str) -> None:
    assert refused(signed(), at=at) == why


def test_a_clock_that_is_a_little_behind_does_no_harm() -> None:
    assert believed(signed(), at=NOW - timedelta(minutes=9)).mark == (1, 7)


def test_the_serial_only_rises() -> None:
    assert believed(signed(), known=(1, 7)).mark == (1, 7)
    assert refused(signed(serial=6), known=(1, 7)) == "rolled_back"


def test_a_new_mandate_outranks_every_serial_of_the_key_before() -> None:
    """A thief with the old online key may have signed a huge serial; that must not lock us out."""
    followed = signed(NEXT_ONLINE, word=mandate(online=NEXT_ONLINE, number=2), serial=8)
    assert believed(followed, known=(1, 2**53 - 1)).mark == (2, 8)
    assert refused(signed(serial=2**53 - 1), known=(2, 8)) == "rolled_back"
    assert refused(signed(ONLINE, word=mandate(online=NEXT_ONLINE, number=2))) == "bad_signature"


def test_the_old_root_names_the_new_one_and_is_not_believed_any_more() -> None:
    word = followed()
    moved = believed(signed(word=mandate(NEXT_ROOT, number=2), roots=(word,)))
    assert moved.roots == (NEXT_PIN,)
    assert believed(signed(word=mandate(NEXT_ROOT, number=2), roots=(word,)), pin=moved.roots[0]).mark[0] == 2
    assert refused(signed(word=mandate(ROOT, number=3), roots=(word,))) == "wrong_root"
    forged = {**word, "key": signing.public_of(THIEF)}
    assert refused(signed(word=mandate(THIEF), roots=(forged,))) == "bad_signature"
    stranger = signing.succession(THIEF, signing.public_of(THIEF), at=NOW)
    assert refused(signed(word=mandate(THIEF), roots=(stranger,))) == "wrong_root"


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", "null", "[" * 100_000, '{"document": [], "signature": ""}'),
        '{"document": {"version": 1}, "signature": ""}',
        '{"document": {"version": 1.0}, "signature": ""}',
        '{"document": {"version": 1}, "document": {}, "signature": ""}',
        '{"document": {"x": null}, "signature": ""}',
        '{"document": {"x": "\\ud800"}, "signature": ""}',
    ],
)
def test_what_is_no_list_at_all_is_malformed(text: str) -> None:
    assert refused(text) in ("malformed", "unknown_version")


def test_an_unknown_version_is_named_before_anything_is_believed() -> None:
    assert refused(signed().replace('"version": 1', '"version": 2')) == "unknown_version"


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
PLAIN = st.recursive(
    WORDS | st.integers(0, 2**53 - 1),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_the_canonical_form_says_the_same_and_says_it_one_way(value: Any) -> None:  # noqa: ANN401
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(json.loads(json.dumps(value))) == written


def test_the_canonical_form_is_that_of_the_standard() -> None:
    """The string of RFC 8785, section 3.2.2.2, and the order of the keys."""
    said = {"b": ['\u20ac$\u000f\nA\'B"\\\\"/', 56], "a-1": "\u2028\x7f", "a": {}}
    assert (
        canonical(said)
        == '{"a":{},"a-1":"\u2028\x7f","b":["\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/",56]}'.encode()
    )


@pytest.mark.parametrize("value", [True, None, 1.5, -1, 2**53, {"A": 1}, {"": 1}, "\ud800", {"a": [False]}])
def test_what_two_languages_may_write_in_two_ways_has_no_canonical_form(value: Any) -> None:  # noqa: ANN401
    with pytest.raises(NotBelieved):
        canonical(value)


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: str(vector["name"]))
def test_every_vector_ends_as_it_says(vector: Word) -> None:
    assert outcome(vector) == expected(vector)


def test_the_vectors_that_wallets_copy_are_these() -> None:
    assert FILE.read_text("utf-8") == written()


def outcome(vector: Word) -> Word:
    now = datetime.fromisoformat(vector["now"])
    try:
        held = verify(vector["text"], roots=vector["roots"], now=now, known=tuple(vector["known"]))
    except NotBelieved as why:
        return {"code": why.code}
    return {"mark": list(held.mark), "roots": list(held.roots)}


def expected(vector: Word) -> Word:
    """What a verifier must say of it."""
    held = {"mark": vector.get("mark"), "roots": vector.get("kept", vector["roots"])}
    return held if vector["expect"] == "holds" else {"code": vector["expect"]}


def test_the_verifier_needs_nothing_of_ours() -> None:
    """It is copied into other programs as it stands."""
    read = ast.parse(Path(verifier.__file__).read_text("utf-8"))
    imports = [node for node in ast.walk(read) if isinstance(node, ast.Import | ast.ImportFrom)]
    named = {(getattr(node, "module", None) or node.names[0].name).split(".")[0] for node in imports}
    assert named == {"collections", "cryptography", "dataclasses", "datetime", "json", "re", "typing"}


def test_the_ten_lines_of_the_manual_work(monkeypatch: pytest.MonkeyPatch) -> None:
    manual = (FILE.parent / "README.md").read_text("utf-8")
    [lines] = re.findall(r"```python\n(.*?)```", manual, re.DOTALL)
    assert PIN in lines
    monkeypatch.setitem(sys.modules, "verifier", verifier)
    said: Word = {}
    exec(lines.replace("now=datetime.now(UTC)", "now=NOW"), said | {"NOW": NOW}, said)  # noqa: S102 - our own page
    said["official_channels"].__globals__.update(said)
    entries, kept = said["official_channels"](signed())
    assert (len(entries), kept) == (len(ENTRIES), {"roots": (PIN,), "mark": (1, 7)})
    with pytest.raises(NotBelieved, match="rolled_back"):
        said["official_channels"](signed(serial=6), kept)
