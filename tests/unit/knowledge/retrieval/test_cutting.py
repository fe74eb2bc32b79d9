"""However long a message is, no more of it is read than of a short one, and what asks is read first."""

import pytest

from walletdesk.knowledge.retrieval.cutting import MOST, MOST_OF_ONE, cut, sentences, spelled


def words(text: str) -> int:
    """A count of tokens like the model's: marks around, a word of letters one, a Chinese sign one."""
    return 4 + len(text.split()) + sum(ord(sign) > 0x2E80 for sign in text)


LONG = "I have had this app for years and never a problem. " * 400


@pytest.mark.parametrize(
    "text",
    [LONG, "我的钱包一直很好用没有问题" * 1600, "a" * 20_000, "? " * 10_000, "how? " * 4000, "", " \n "],
)
def test_no_text_costs_more_than_was_set(text: str) -> None:
    counted: list[int] = []

    def count(one: str) -> int:
        counted.append(len(one))
        return words(one)

    read = sentences(text, count)
    assert read
    assert sum(map(words, read)) <= MOST
    assert sum(counted) < 20_000  # counting costs too


def test_what_asks_is_read_first_and_all_in_its_order() -> None:
    mail = f"Good morning. {LONG} By the way it rained all day. So how do I change my PIN?"
    read = sentences(mail, words)
    assert read[0] == "good morning."
    assert read[-1] == "so how do i change my pin?"


def test_a_short_question_is_read_whole() -> None:
    assert sentences("Where is my deposit", words) == ["where is my deposit"]
    assert sentences("嗨", words) == ["嗨"]


def test_one_long_sentence_is_cut_not_dropped() -> None:
    [only] = sentences("why " + "very " * 200 + "slow", words)
    assert only.startswith("why very")
    assert words(only) <= MOST_OF_ONE


def test_what_fits_is_not_cut() -> None:
    assert cut("my deposit", words) == "my deposit"


def test_scripts_and_widths_are_made_one() -> None:
    assert spelled("ＵＳＤＴ  轉帳\n失敗") == "usdt 转账 失败"
