"""What the shield stops, what it lets pass, and what it never says."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from tests.support.pace import loops
from tests.support.shield_samples import LISTS, NOT_SAID, SAID, SPLITS, STYLES, drawn
from walletdesk.knowledge.starter import starter_topics
from walletdesk.safety import Certainty, Kind, redact, screen
from walletdesk.safety.solana import public_key
from walletdesk.safety.words import ENGLISH

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DIGITS = "5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060"
PHRASE = "weekend kid despair joke miss drip rent cycle clutch snack dentist monster"
WORDS = PHRASE.split()
ORDINARY_ZH = (
    "您好，我昨天晚上从交易所提了一笔 USDT 到钱包，选的网络是 TRC20，链上显示已经成功了，"
    "可是钱包里面一直看不到余额，等了十几个小时了，请帮我查一下到底是怎么回事，谢谢。"
)
ORDINARY_EN = (
    "Hello, I sent some USDT from the exchange to my wallet yesterday and I can not see it, please help"
)


@pytest.mark.parametrize(
    "text",
    [
        PHRASE,
        "\n".join(f"{i}.{word}" for i, word in enumerate(WORDS, 1)),
        "、".join(f"{i}{word}" for i, word in enumerate(WORDS, 1)),
        PHRASE.upper(),
        "abandon " * 11 + "about",
        "test test test test test test test test test test test junk",
        "aban\u200bdon " * 11 + "about",
    ],
)
def test_a_recovery_phrase_is_stopped_however_it_is_laid_out(text: str) -> None:
    assert screen(text).stopped
    assert screen(text).kind is Kind.MNEMONIC


@given(
    st.binary(min_size=16, max_size=16),
    st.sampled_from([" ", "\n", ", ", "　", "，", " - ", "\r\n", "\t|\t"]),
)
def test_every_phrase_is_stopped_with_its_whole_length(entropy: bytes, between: str) -> None:
    phrase = Mnemonic("english").to_mnemonic(entropy).replace(" ", between)
    assert screen(f"助记词：{phrase}。谢谢").span == (4, 4 + len(phrase))


def test_one_wrong_letter_or_a_missing_word_does_not_make_a_phrase_harmless() -> None:
    assert screen(PHRASE.replace("clutch", "cluch")).stopped
    assert screen(" ".join(WORDS[1:])).stopped


def test_six_words_are_stopped_where_somebody_speaks_of_a_phrase() -> None:
    half = " ".join(WORDS[:6])
    assert screen(f"我的助记词前半是 {half}").stopped
    assert not screen(half).findings


@pytest.mark.parametrize(
    "text",
    [
        ORDINARY_ZH,
        ORDINARY_EN,
        "我的助记词是 12 个单词，提示无效",
        "what can you do about this problem when you have time, please help",
        "please tell what when will this error end still same problem also can you help thank you",
        "hello i can not see my money after the app update today please",
        f"https://explorer.example/tx/{DIGITS}",
        "0x52908400098527886E0F7030069857D2E4169EE7",
    ],
)
def test_what_people_write_every_day_passes(text: str) -> None:
    assert not screen(text).findings


def test_words_around_64_digits_tell_a_key_from_a_hash() -> None:
    assert screen(f"我的私钥 {DIGITS}").kind is Kind.PRIVKEY_HEX
    assert screen(f"PRIVATE_KEY=0x{DIGITS}").stopped
    assert not screen(f"交易哈希 {DIGITS}，我没有给过谁私钥").findings
    assert not screen(f"my private key is safe. tx hash {DIGITS}").findings


@pytest.mark.parametrize("digits", [DIGITS, f"0x{DIGITS}"])
def test_bare_64_digits_without_a_word_are_asked_about(digits: str) -> None:
    seen = screen(digits)
    assert seen.uncertain
    assert not seen.stopped
    assert seen.certainty is Certainty.UNCERTAIN


def test_what_was_written_before_tells_what_bare_digits_are() -> None:
    assert screen(DIGITS, context=["我把私钥发给你"]).stopped
    assert not screen(DIGITS, context=["我把私钥发给你", "交易哈希是"]).findings


def test_a_phrase_in_pieces_is_stopped_at_the_piece_that_completes_it() -> None:
    seen = screen(" ".join(WORDS[6:]), context=["hi", " ".join(WORDS[:6])])
    assert seen.stopped
    assert seen.earlier == 1
    assert screen(WORDS[11], context=WORDS[:11]).earlier == 11
    assert not screen("please check", context=["can you help", "the market list"]).findings


def test_a_span_counts_the_characters_of_the_text_as_it_came() -> None:
    wide = PHRASE.translate({i: i + 0xFEE0 for i in range(0x21, 0x7F)})
    text = f"😀 \u200b{wide} 谢谢"
    start = text.index(wide)
    assert screen(text).span == (start, start + len(wide))


def test_two_secrets_are_both_found_and_both_removed() -> None:
    text = f"{PHRASE}。私钥：{DIGITS}"
    assert [f.kind for f in screen(text).findings] == [Kind.MNEMONIC, Kind.PRIVKEY_HEX]
    assert redact(text, locale="zh-CN") == "[已移除：助记词]。私钥：[已移除：私钥]"
    assert redact(text) == "[removed: recovery phrase]。私钥：[removed: private key]"
    assert redact(ORDINARY_EN) == ORDINARY_EN


def test_nothing_of_a_secret_shows_in_what_the_shield_says() -> None:
    said = repr(screen(f"{PHRASE} private key {DIGITS}"))
    assert not any(word in said for word in WORDS)
    assert DIGITS not in said


@given(st.text(alphabet=st.characters() | st.sampled_from("abc0123 \n私钥"), max_size=300))
def test_any_text_is_judged_without_a_crash_and_within_its_length(text: str) -> None:
    for finding in screen(text, context=[text]).findings:
        assert 0 <= finding.start < finding.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "abandon ",
            "ab12",
            "ab12 ",
            "私钥 ab12 ",
            "ab12" * 16 + " ",
            "K" * 52 + " ",
            "abandn abov ",
            "a1" * 25 + " ",
        ),
        *("私钥哈希 ", "1 ", "\u200b", "ａ", "seed abandon ability ", "abandon" + "\n" * 500, PHRASE + " "),
    ],
)
def test_no_text_of_200_kilobytes_costs_much(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert min(loops(lambda: screen(text, context=[text])) for _ in range(2)) < 200


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("style", STYLES)
def test_a_phrase_of_every_list_is_stopped_in_every_style(name: str, style: str) -> None:
    chance = Random(f"{name} {style}")  # noqa: S311 - the same every time
    texts = [STYLES[style](drawn(name, length, chance), chance) for length in (12, 15, 24)]
    assert sum(screen(text).kind is Kind.MNEMONIC for text in texts) >= len(texts) - 1


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("split", SPLITS)
def test_a_phrase_of_every_list_is_stopped_however_it_is_sent_in_pieces(name: str, split: str) -> None:
    parts = SPLITS[split](drawn(name, 12, Random(f"{name} {split}")))  # noqa: S311 - the same every time
    assert any(screen(part, context=parts[:i]).stopped for i, part in enumerate(parts))


@pytest.mark.parametrize("text", SAID)
def test_a_password_or_code_is_stopped_where_somebody_says_it(text: str) -> None:
    assert screen(text).kind in {Kind.PASSWORD, Kind.OTP}


@pytest.mark.parametrize("text", NOT_SAID)
def test_talk_about_passwords_and_codes_and_questions_pass(text: str) -> None:
    assert not screen(text).findings


def test_no_article_of_ours_is_taken_for_a_secret() -> None:
    every = [t.article(locale, at=NOON) for t in starter_topics() for locale in t.locales]
    texts = {(a.id, a.locale): "\n".join([a.title, a.body, *a.phrasings]) for a in every}
    assert [name for name, text in texts.items() if screen(text).findings] == []


def test_a_solana_key_is_told_from_a_signature_by_its_second_half() -> None:
    seed = bytes(range(32))
    key, signature = list(seed + public_key(seed)), list(seed + seed)
    assert screen(f"key {key}").kind is Kind.SOLANA_KEY_JSON
    assert not screen(f"transaction signature {signature}").findings
    assert screen(str(signature)).uncertain


@pytest.mark.parametrize("text", [ORDINARY_ZH, ORDINARY_EN])
def test_an_ordinary_message_costs_a_few_microseconds(text: str) -> None:
    def five_hundred() -> None:
        for _ in range(500):
            screen(text, context=[ORDINARY_EN, ORDINARY_ZH])

    assert min(loops(five_hundred) for _ in range(5)) < 15  # about 25 to 50 microseconds each where measured


def test_the_word_list_is_the_one_of_the_standard() -> None:
    assert list(ENGLISH) == Mnemonic("english").wordlist


def test_the_package_reads_its_words_from_beside_itself() -> None:
    assert {p.name for p in Path(screen.__code__.co_filename).with_name("words").iterdir()} == {
        "common.txt",
        "common_han.txt",
        "plain.txt",
        "prose.txt",
        "stops.txt",
    }


def test_a_numbered_list_of_one_word_is_no_phrase_however_long_it_gets() -> None:
    lines = [f"line {n}" for n in range(40)]
    assert [n for n in range(1, 40) if screen(lines[n], context=lines[:n]).findings] == []


@pytest.mark.parametrize("word", ["my password", "密码", "验证码", "otp code", "seed phrase", "private key"])
@pytest.mark.parametrize("blank", [" ", "\t", "\n", "　", "a", ", ", ": "])
def test_a_page_of_blanks_behind_a_cue_is_read_at_once(word: str, blank: str) -> None:
    """Strangers send what they like, and a text is looked through before anything else is done with it."""
    text = f"{word}{blank * 10_000}"[:10_000]
    assert loops(lambda: screen(text)) < 200  # before, two thousand blanks took longer than anybody waited


@pytest.mark.parametrize(
    "text",
    [
        "my password  (the new one)   I use   is   : Tr4velling",
        "密码  （旧）  我设的  是  ：  Tr4velling",
        "验证码 （短信） 收到的 ： 493817",
        "my sms code (google) is \n: 493817",
    ],
)
def test_blanks_between_a_cue_and_its_value_hide_nothing(text: str) -> None:
    assert screen(text).stopped


def test_blanks_among_commas_are_read_at_once() -> None:
    text = f"{',' * 40}{' ' * 10_000}x"
    assert loops(lambda: screen(text)) < 40  # each blank was once where a row of numbers might begin
