"""What a saved reply may be made of, and the set that an installation begins with."""

import pytest

from walletdesk.automation import Wording, fields_in
from walletdesk.automation.model import CURSOR, checked
from walletdesk.automation.starter import starter_replies
from walletdesk.kernel.errors import Invalid
from walletdesk.safety import screen


@pytest.mark.parametrize(
    ("shortcode", "title", "text", "code"),
    [
        ("two words", "t", "x", "bad_shortcode"),
        ("", "t", "x", "bad_shortcode"),
        ("a" * 33, "t", "x", "bad_shortcode"),
        ("a/b", "t", "x", "bad_shortcode"),
        ("ok", "", "", "no_words"),
        ("ok", "t", " ", "no_words"),
        ("ok", "", "x", "no_words"),
        ("ok", "t", "x" * 4_001, "too_long"),
        ("ok", "t" * 81, "x", "too_long"),
        ("ok", "t", "{cursor} and {cursor}", "two_cursors"),
        ("ok", "t", "Hello {first_name}", "unknown_field"),
        ("ok", "t", "{link:elsewhere}", "unknown_field"),
    ],
)
def test_what_could_not_be_used_is_not_kept(shortcode: str, title: str, text: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked(shortcode, {"en": Wording(title, text)})
    assert refused.value.code == code


def test_a_language_without_words_is_left_out_and_one_must_have_some() -> None:
    code, kept = checked("/切换", {"zh-CN": Wording("切换网络", "先切换"), "en": Wording("", "")})
    assert (code, [*kept]) == ("切换", ["zh-CN"])
    with pytest.raises(Invalid):
        checked("x", {})
    with pytest.raises(Invalid):
        checked("x", {"not a locale": Wording("t", "x")})


def test_only_our_own_fields_are_open() -> None:
    text = "{reply_by} {json} {reply_by} {link:verify} {article:tx-pending} {cursor} { agent } {}"
    assert fields_in(text) == ["reply_by", "link:verify", "article:tx-pending"]


def test_the_starters_are_complete_in_both_languages_and_hold_no_secret() -> None:
    starters = starter_replies()
    assert 15 <= len(starters) <= 20
    assert len({reply.shortcode for reply in starters}) == len(starters)
    assert all([*reply.wordings] == ["zh-CN", "en"] for reply in starters)
    assert [
        reply.shortcode for reply in starters if any(screen(words).findings for words in reply.words)
    ] == []


def test_both_languages_of_a_starter_ask_for_the_same_fields() -> None:
    for reply in starter_replies():
        chinese, english = (reply.wordings[locale].text for locale in ("zh-CN", "en"))
        assert set(fields_in(chinese)) == set(fields_in(english)), reply.shortcode
        assert (f"{{{CURSOR}}}" in chinese) == (f"{{{CURSOR}}}" in english), reply.shortcode


FORBIDDEN = (
    "请放心",
    "尽快",
    "稍后",
    "亲，",
    "保证",
    "敬请",
    "shortly",
    "rest assured",
    "as soon as possible",
    "kindly",
)


def test_no_starter_says_what_the_editors_forbid() -> None:
    said = [(reply.shortcode, words) for reply in starter_replies() for words in reply.words]
    assert [(code, word) for code, words in said for word in FORBIDDEN if word in words.lower()] == []
