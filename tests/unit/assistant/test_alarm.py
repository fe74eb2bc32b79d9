"""Messages of people whose money is at risk, in words that no net knows."""

import json
from pathlib import Path

import pytest

from tests.support.pace import loops
from walletdesk.assistant.model.alarm import Alarm, alarm, likeness
from walletdesk.assistant.model.danger import danger_in

DATA = Path(__file__).parents[2] / "data"
UNSURE, SURE = 0.0, 0.96
TOLD_ASIDE = (
    "my balance is at nothing and i never opened the app",
    "my daughter sits with a man on video and he shows her where to press",
    "he stays on the line and tells me where to press",
    "我睡了一觉，里面的东西都不在了",
    "有个人说是你们公司的，叫我按他说的点",
    "家裡人拿我的手機把幣轉給他自己",
)
HARMLESS = (
    "how do i change the language",
    "which network is cheapest",
    "质押几天能取",
    "怎么改成英文",
    "驗證碼收不到",
    "thanks a lot",
)


def texts(path: Path) -> list[str]:
    return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("text", TOLD_ASIDE)
def test_what_is_told_aside_is_heard(text: str) -> None:
    assert danger_in(text) is None
    assert alarm(text, UNSURE) is not Alarm.NONE


@pytest.mark.parametrize("text", HARMLESS)
def test_an_everyday_question_alarms_nobody(text: str) -> None:
    assert alarm(text, UNSURE) is Alarm.NONE


def test_more_is_asked_where_the_search_is_sure_of_something_harmless() -> None:
    text = "有个人说是你们公司的，叫我按他说的点"
    assert alarm(text, UNSURE) >= alarm("wo de qian bu jian le", SURE)
    likely = [one for one in texts(DATA / "answers" / "second.jsonl") if 0.25 <= likeness(one) < 0.6]
    quiet = [one for one in likely if alarm(one, UNSURE) is Alarm.QUIET]
    assert quiet
    assert sum(alarm(one, SURE) > Alarm.ASK for one in quiet) == 0


def test_who_asks_in_general_alarms_nobody() -> None:
    assert alarm("how do scammers empty a wallet without the owner noticing", UNSURE) is Alarm.NONE


def test_what_the_nets_know_is_loud_whatever_the_search_says() -> None:
    assert alarm("我的币被盗了", SURE) is Alarm.LOUD


def test_no_sentence_that_judges_was_trained_on() -> None:
    written = set(texts(DATA / "assistant" / "danger_written.jsonl"))
    judging = [*(DATA / "assistant").glob("*.jsonl"), *(DATA / "answers").glob("*.jsonl")]
    others = [path for path in judging if path.name != "danger_written.jsonl"]
    assert len(written) > 1500
    assert {path.name: sorted(written & set(texts(path))) for path in others} == {
        path.name: [] for path in others
    }


def test_the_development_set_is_wide_and_stands_apart() -> None:
    path = DATA / "assistant" / "danger_development.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert sum(row["risk"] for row in rows) >= 300
    assert sum(not row["risk"] for row in rows) >= 200
    assert {row["lang"] for row in rows} == {"zh-CN", "zh-TW", "en"}
    assert 0.65 < sum(row["part"] == "tuning" for row in rows) / len(rows) < 0.75
    others = {path for folder in ("assistant", "answers") for path in (DATA / folder).glob("*.jsonl")} - {
        path
    }
    said = {row["text"] for row in rows}
    assert len(said) == len(rows)
    assert {
        other.name: sorted(said & set(texts(other))) for other in others if said & set(texts(other))
    } == {}


@pytest.mark.parametrize("letter", ["币", "a ", "客服"])
def test_the_longest_text_costs_little(letter: str) -> None:
    assert loops(lambda: likeness(letter * 200_000)) < 40
