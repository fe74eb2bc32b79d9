"""Theft, strangers who give orders, danger to life: judged on the list that was frozen before the gate."""

import json
import time
from pathlib import Path

import pytest

from walletdesk.assistant.model.danger import danger_in

FROZEN = Path(__file__).parents[2] / "data" / "assistant" / "danger.jsonl"
ROWS = [json.loads(line) for line in FROZEN.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_danger_is_told_from_what_only_uses_its_words(row: dict[str, str]) -> None:
    assert (danger_in(row["text"]) or "") == row["danger"], row["text"]


def test_the_frozen_list_is_whole() -> None:
    assert len(ROWS) == 171
    assert sum(row["danger"] != "" for row in ROWS) == 89


@pytest.mark.parametrize("letter", ["币", "客服", "被", "some", "they ", "seed phrase ", "someone is "])
def test_the_worst_letters_cost_little(letter: str) -> None:
    begun = time.process_time()
    danger_in(letter * 200_000)
    assert time.process_time() - begun < 0.2
