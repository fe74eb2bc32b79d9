"""One word, however it is written: slips, slang and the two scripts of Chinese."""

import tomllib
from pathlib import Path

import pytest

from walletdesk.knowledge import spelling
from walletdesk.knowledge.spelling import alike
from walletdesk.knowledge.starter import starter_topics
from walletdesk.platform.tokens import terms

SLANG = tomllib.loads(Path(spelling.__file__).with_name("slang.toml").read_text("utf-8"))
PAIRS = [*SLANG["han"].items(), *SLANG["other"].items()]
SCRIPTS = SLANG["scripts"].split()


def test_there_are_enough_words_of_both_kinds() -> None:
    assert len(SLANG["han"]) >= 120
    assert len(SLANG["other"]) >= 100


@pytest.mark.parametrize(("written", "meant"), PAIRS)
def test_every_pair_holds_and_what_is_spelled_once_stays(written: str, meant: str) -> None:
    assert alike(written) == meant
    assert alike(meant) == meant


def test_every_word_meant_is_one_that_the_starters_use() -> None:
    said = {
        term
        for topic in starter_topics()
        for locale in topic.locales
        for text in (topic.bodies[locale], *topic.phrasings[locale])
        for term in terms(alike(text))
    }
    assert {meant for _, meant in PAIRS if not said.issuperset(terms(meant))} == set()


def test_characters_are_folded_one_way_and_once() -> None:
    assert all(len(pair) == 2 for pair in SCRIPTS)
    assert len({pair[0] for pair in SCRIPTS}) == len(SCRIPTS)
    assert {pair[0] for pair in SCRIPTS} & {pair[1] for pair in SCRIPTS} == set()
    "".join(pair[1] for pair in SCRIPTS).encode("gb2312")  # knows simplified characters alone


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("轉帳顯示處理中，錢包沒收到", "转账显示处理中，钱包没收到"),
        ("用助記詞匯入後餘額是零", "用住记词导入后余额是零"),
        ("我的帳號登入時收不到簡訊驗證碼", "我的账号登录时收不到短信验证码"),
        ("手續費點解咁貴", "手续费为什么这么贵"),
        ("冲值没到账咋整", "充值没到账怎么办"),
        ("i cant recieve my USDT", "I can't receive my udst"),
        ("lost my seed phrase", "lost my mnemonic"),
    ],
)
def test_two_ways_to_write_a_question_are_one(one: str, other: str) -> None:
    assert alike(one) == alike(other)


@pytest.mark.parametrize("word", ["转usdt", "充usdc", "withdrawls2x", "acctual", "txt", "freezer", "九点整"])
def test_a_part_of_another_word_is_left_alone(word: str) -> None:
    assert alike(word) == word
