"""What a message is taken for."""

import pytest

from tests.support.pace import loops
from walletdesk.assistant.model import Dialogue, Intent, Offered, joined, locale_of, understand
from walletdesk.assistant.model.hearing import ids_in, tapped

BUTTONS = (Offered("a", "Not solved"), Offered("b", "转人工"), Offered("c", "币到了，钱包里没显示"))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("我想自杀", Intent.LIFE),
        ("被盗了", Intent.DANGER),
        ("转人工", Intent.PERSON),
        ("Not solved", Intent.BUTTON),
        ("我把私钥发给你", Intent.SECRET_OFFERED),
        ("here is my seed phrase", Intent.SECRET_OFFERED),
        ("你好，在吗？", Intent.GREETING),
        ("Good morning", Intent.GREETING),
        ("0x" + "12" * 32, Intent.WORDLESS),
        ("???", Intent.WORDLESS),
        ("T" + "9" * 33, Intent.WORDLESS),
        ("到账没", Intent.QUESTION),
        ("你好 我的币没到账", Intent.QUESTION),
        ("hi my tx is stuck", Intent.QUESTION),
    ],
)
def test_a_message_is_taken_for_what_it_is(text: str, intent: Intent) -> None:
    assert understand(text, BUTTONS).intent is intent


@pytest.mark.parametrize(
    "letters", ["好的", "谢谢你们", "ok ", "hi ", "助记词", "0x", "你好 ", "1", "T1", "bc1q"]
)
def test_the_worst_letters_cost_little(letters: str) -> None:
    assert loops(lambda: understand(letters * 20_000 + "?", BUTTONS)) < 60


def test_files_without_words_are_files() -> None:
    assert understand("", (), has_files=True).intent is Intent.FILES_ONLY


@pytest.mark.parametrize(
    ("text", "button"),
    [
        ("not solved", "a"),
        ("1", "a"),
        ("1.", "a"),
        ("选3", "c"),
        ("第二个", "b"),
        ("币到了, 钱包里没显示", ""),
        ("9", ""),
        ("", ""),
    ],
)
def test_a_button_is_known_by_its_words_or_its_number(text: str, button: str) -> None:
    assert tapped(text, BUTTONS) == button


@pytest.mark.parametrize(
    ("text", "locale", "spoken"),
    [
        ("币没到", "en", "zh-CN"),
        ("my coins vanished", "zh-CN", "en"),
        ("usdt", "zh-CN", "zh-CN"),
        ("usdt", "en-GB", "en"),
        ("0x" + "ab" * 32, "zh-TW", "zh-CN"),
        ("", "ja", "en"),
    ],
)
def test_the_language_is_the_one_that_is_written(text: str, locale: str, spoken: str) -> None:
    assert locale_of(text, locale) == spoken


def test_public_ids_are_found_and_counted_once() -> None:
    tx, address, tron = "0x" + "ab" * 32, "0x" + "cd" * 20, "T" + "Ab1" * 11
    assert ids_in(f"{tx} 转到 {address}，{tron}。{tx}") == (tx, address, tron)
    assert ids_in("no ids here 0x12") == ()


def test_chinese_sentences_follow_without_a_space() -> None:
    assert joined("zh-CN", [["一。", "二。"], [], ["三。"]]) == "一。二。\n\n三。"
    assert joined("en", [["One.", "Two."], ["Three."]]) == "One. Two.\n\nThree."


def test_what_is_remembered_is_bounded() -> None:
    dialogue = Dialogue()
    for n in range(50):
        dialogue = dialogue.hearing(f"{n} " + "x" * 5000, is_choice=False)
    assert len(dialogue.asked) == 10
    assert max(map(len, dialogue.asked)) == 300
