"""Theft, strangers who give orders, danger to life: judged on the list that was frozen before the gate."""

import json
from pathlib import Path

import pytest

from tests.support.pace import loops
from walletdesk.assistant.model.danger import Danger, danger_in, safety_topic
from walletdesk.assistant.model.likely import speaks_of_danger

FROZEN = Path(__file__).parents[2] / "data" / "assistant" / "danger.jsonl"
SECOND = FROZEN.with_name("danger_second.jsonl")
ROWS = [json.loads(line) for line in FROZEN.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_danger_is_told_from_what_only_uses_its_words(row: dict[str, str]) -> None:
    assert (danger_in(row["text"]) or "") == row["danger"], row["text"]


def test_the_frozen_list_is_whole() -> None:
    assert len(ROWS) == 171
    assert sum(row["danger"] != "" for row in ROWS) == 89


@pytest.mark.parametrize("letter", ["币", "客服", "被", "some", "they ", "seed phrase ", "someone is "])
def test_the_worst_letters_cost_little(letter: str) -> None:
    assert loops(lambda: danger_in(letter * 200_000)) < 40


def test_stories_of_the_second_list_are_caught_and_calm_questions_are_not() -> None:
    rows = [json.loads(line) for line in SECOND.read_text("utf-8").splitlines()]
    missed = [row["id"] for row in rows if row["risk"] and danger_in(row["text"]) is None]
    alarmed = [row["id"] for row in rows if not row["risk"] and danger_in(row["text"]) is not None]
    assert (len(rows), sum(row["risk"] for row in rows)) == (120, 60)
    assert len(missed) <= 3
    assert alarmed == []


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("被多签了", "multisig-hijack"),
        ("波场权限被改了", "multisig-hijack"),
        ("要两个人签名才能转出", "multisig-hijack"),
        ("my wallet got multisigged", "multisig-hijack"),
        ("tron account hijacked, permission changed", "multisig-hijack"),
        ("下错了 装了个山寨钱包", "fake-app"),
        ("i installed a counterfeit app", "fake-app"),
        ("got the app from a google ad", "fake-app"),
        ("领空投的时候签了名", "airdrop-scam"),
        ("收到貔貅币卖不掉", "airdrop-scam"),
        ("i clicked claim airdrop and signed", "airdrop-scam"),
        ("币被盗了", "stolen-funds"),
        ("support called me and asked for my words", "scam-fake-support"),
    ],
)
def test_each_danger_is_answered_with_its_own_article(text: str, topic: str) -> None:
    danger = danger_in(text)
    assert danger is not None
    assert safety_topic(text, danger) == topic


def test_a_danger_of_no_other_kind_is_theft() -> None:
    assert safety_topic("", Danger.TRAPPED) == safety_topic("", Danger.LIFE) == "stolen-funds"


@pytest.mark.parametrize(
    "text",
    [
        "什么是多签钱包",
        "空投怎么领",
        "如何避免下载到假应用",
        "怎么看对方是不是官方",
        "相机权限怎么开",
        "what is multisig",
        "how can i spot a fake app",
        "how do airdrops work",
        "camera permission for scanning",
    ],
)
def test_a_calm_question_about_a_danger_alarms_nobody(text: str) -> None:
    assert danger_in(text) is None


@pytest.mark.parametrize("text", ["什么是空投骗局", "how do i spot a fake app", "what is multisig"])
def test_nor_may_a_ranking_cry_danger_then(text: str) -> None:
    assert not speaks_of_danger(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("他说他是你们客服，让我转账验证，现在钱没了", "stolen-funds"),
        ("自称客服的人让我把币转过去，我已经转过去了", "stolen-funds"),
        ("someone from support asked me to send usdt and i sent it", "stolen-funds"),
        ("support messaged me and now my usdt is gone", "stolen-funds"),
        ("自称客服的人让我把币转到安全账户", "scam-fake-support"),
        ("someone from support messaged me on telegram", "scam-fake-support"),
    ],
)
def test_who_lost_money_to_an_impostor_gets_the_steps_after_a_theft(text: str, topic: str) -> None:
    danger = danger_in(text)
    assert danger is not None
    assert safety_topic(text, danger) == topic
