"""A wish for a person in any wording, judged on the frozen list that was written before the rule."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.pace import loops
from walletdesk.assistant.model.wish import wants_person

FROZEN = Path(__file__).parents[2] / "data" / "assistant" / "handoff.jsonl"
SECOND = FROZEN.with_name("handoff_second.jsonl")
ROWS = [json.loads(line) for line in FROZEN.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_a_wish_for_a_person_is_told_from_what_only_looks_like_one(row: dict[str, object]) -> None:
    assert wants_person(str(row["text"])) is row["wants_person"], row["text"]


def test_the_frozen_list_is_large_and_balanced() -> None:
    wishes = sum(row["wants_person"] is True for row in ROWS)
    assert len(ROWS) == 446
    assert wishes == 252


def test_the_second_list_is_understood_as_well() -> None:
    rows = [json.loads(line) for line in SECOND.read_text("utf-8").splitlines()]
    assert (len(rows), sum(row["wish"] for row in rows)) == (80, 40)
    assert [row["id"] for row in rows if wants_person(row["text"]) is not row["wish"]] == []


@pytest.mark.parametrize(
    "text",
    [
        "人工入口藏哪了",
        "人工按钮找不到",
        "where is the human button",
        "human where",
        "没人管吗",
        "nobody answers",
    ],
)
def test_whoever_looks_for_the_button_wants_what_is_behind_it(text: str) -> None:
    assert wants_person(text)


@pytest.mark.parametrize(
    "text", ["where did my agent wallet go", "nobody sent me anything", "人工智能在哪学"]
)
def test_where_and_nobody_alone_are_no_wish(text: str) -> None:
    assert not wants_person(text)


@pytest.mark.parametrize(
    "text", ["转\u200b人\u200b工", "Ｈｕｍａｎ", "轉 人 工", "HUMAN\u00a0PLEASE", "<转人工>", "“转人工”"]
)
def test_tricks_of_writing_do_not_hide_the_wish(text: str) -> None:
    assert wants_person(text)


def test_a_wish_after_a_very_long_story_is_heard() -> None:
    assert wants_person("我的币转出去三天了没有到账。" * 2000 + "转人工")


@given(st.text(max_size=300))
def test_any_text_at_all_can_be_read(text: str) -> None:
    assert wants_person(text) in {True, False}


@pytest.mark.parametrize("letter", ["人", "转", "有", "a", "to ", "the ", "找你们", "h ", "。", "'"])
def test_the_worst_letters_cost_little(letter: str) -> None:
    assert loops(lambda: wants_person(letter * 200_000)) < 40
