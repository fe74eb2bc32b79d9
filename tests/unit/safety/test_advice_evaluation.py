"""What ``walletdesk eval advice`` counts, how it says so, and what the rules reached on the frozen set."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from walletdesk.safety.advice.evaluation import evaluate

DATA = Path(__file__).parents[2] / "data" / "advice"
TRAINED_ON = ("written.jsonl", "second_dev.jsonl")
FROZEN = {
    "first.jsonl": "69197cccc58ceef2719605545b0c0990767c91e09eb7011a7a69459073c361cf",
    "second_dev.jsonl": "fdd8243f9508ca18aa0dec99074720f7f00f55cbb096588f9a7940a914590c29",
    "second_held.jsonl": "6692ad3cbe78fa9967c74d44d532813c53fd919c1adc6799194e79f80bbf9e8f",
}

ROWS = [
    {"id": "b", "text": "Please send me your recovery phrase", "lang": "en", "blocked": True},
    {"id": "a", "text": "别把助记词发给任何人。", "lang": "zh", "blocked": False},
    {"id": "d", "text": "Good morning.", "lang": "en", "blocked": True},
    {"id": "c", "text": "建议卸载重装试一下", "lang": "zh", "blocked": False},
]


def rows_of(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def unseen() -> list[dict[str, object]]:
    """The half of the first set that nobody looked at."""
    ids = set((DATA / "held.txt").read_text("utf-8").split())
    return [row for row in rows_of("first.jsonl") if row["id"] in ids]


@pytest.mark.parametrize(("name", "digest"), FROZEN.items())
def test_a_judging_set_is_the_one_that_was_frozen(name: str, digest: str) -> None:
    assert sha256((DATA / name).read_bytes()).hexdigest() == digest


def test_what_nobody_looked_at_in_the_second_set_is_found_as_often_as_was_measured() -> None:
    reached = evaluate(rows_of("second_held.jsonl")).metrics
    assert reached["recall"] >= 0.8
    assert reached["false_alarm_rate"] <= 0.08


def test_the_rules_hold_what_they_reached_on_rows_that_nobody_tuned_them_for() -> None:
    reached = evaluate(unseen()).metrics
    assert reached["recall"] >= 0.93
    assert reached["false_alarm_rate"] <= 0.065


def test_no_sentence_that_judges_was_trained_on() -> None:
    trained = {row["text"] for name in TRAINED_ON for row in rows_of(name)}
    judging = {row["text"] for row in (*unseen(), *rows_of("second_held.jsonl"))}
    assert not trained & judging


def test_the_report_has_the_shape_of_every_eval_and_keeps_the_order() -> None:
    judged = evaluate(ROWS)
    assert judged.report() == {
        "name": "advice",
        "n": 4,
        "metrics": {"recall": 0.5, "false_alarm_rate": 0.5},
        "rows": [
            {"id": "b", "expected": True, "got": True, "ok": True},
            {"id": "a", "expected": False, "got": False, "ok": True},
            {"id": "d", "expected": True, "got": False, "ok": False},
            {"id": "c", "expected": False, "got": True, "ok": False},
        ],
    }


def test_the_table_tells_languages_apart_and_names_what_went_wrong_by_id() -> None:
    table = evaluate(ROWS).table()
    assert "recall en               0.5000" in table
    assert "wrong: d: let through" in table
    assert "wrong: c: destroy-before-backup" in table


def test_no_rows_are_no_error() -> None:
    assert evaluate([]).report()["n"] == 0
