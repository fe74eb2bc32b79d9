"""The shield on the judging set that others made: every list, every style, and what is harmless."""

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from walletdesk.safety.evaluation import Evaluation, evaluate

SETS = Path(__file__).parents[2] / "data" / "shield4"
FROZEN = {
    "shield.jsonl": "b3d857019eade67111201599ebd12bf0ef5b8d70aac91af51563b482179caa99",
    "shield_split.jsonl": "41869ae1fb48cec2d9b0d3b74737ec1e79d73d2813608c348c5147c8ae22766e",
}
HARD = ("typo2", "unspaced_bare")  # reported apart


@cache
def judged(name: str) -> Evaluation:
    rows: list[Mapping[str, object]] = [
        json.loads(line) for line in (SETS / name).read_text("utf-8").splitlines()
    ]
    return evaluate(rows)


@pytest.mark.parametrize("name", FROZEN)
def test_the_set_is_the_one_that_was_frozen(name: str) -> None:
    assert sha256((SETS / name).read_bytes()).hexdigest() == FROZEN[name]


def test_keys_passwords_and_phrases_are_stopped() -> None:
    recall = judged("shield.jsonl").recall
    assert recall.pop("mnemonic") >= 0.997
    assert set(recall.values()) == {1.0}


@pytest.mark.parametrize("name", FROZEN)
def test_no_list_in_no_style_falls_behind(name: str) -> None:
    shares = judged(name).by_style
    assert {pair: share for pair, share in shares.items() if share < 1 and not pair.endswith(HARD)} == {}
    assert min(shares.values()) >= 0.8


def test_harmless_texts_pass() -> None:
    assert judged("shield.jsonl").figures["false_alarm_rate"] <= 0.0034
    assert judged("shield_split.jsonl").figures["false_alarm_rate"] <= 0.0061


def test_the_place_of_a_secret_is_known() -> None:
    assert judged("shield.jsonl").figures["span_recall"] >= 0.994
