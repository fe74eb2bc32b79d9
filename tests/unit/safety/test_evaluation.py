"""The shield on its frozen judging set, and the figures that say how good it is."""

import json
from hashlib import sha256
from pathlib import Path

from walletdesk.safety.evaluation import evaluate

SETS = Path(__file__).parents[2] / "data" / "shield"
FROZEN = "4242f457ebab4b5850eff3c0d619457103d055e7cf5b3dbc9366b7ca9b43027a"


def rows(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (SETS / name).read_text("utf-8").splitlines()]


def test_the_judging_set_is_the_one_that_was_frozen() -> None:
    assert sha256((SETS / "first.jsonl").read_bytes()).hexdigest() == FROZEN


def test_the_shield_holds_what_it_reached_on_the_judging_set() -> None:
    judged = evaluate(rows("first.jsonl"))
    assert judged.recall == {"mnemonic": 1.0, "privkey_hex": 1.0, "wif": 1.0, "xprv": 1.0}
    assert judged.figures["span_recall"] == 1.0
    assert judged.figures["false_alarm_rate"] <= 0.0085  # one product list of 118 harmless texts: prose-57


def test_the_report_has_the_shape_of_every_eval_and_keeps_the_order() -> None:
    some = [
        {"id": "b", "text": "wallet is empty", "secret": False, "kind": "none", "span": None},
        {"id": "a", "text": "wallet is empty", "secret": True, "kind": "mnemonic", "span": [0, 6]},
        {"id": "c", "file": "screen.png", "secret": True, "kind": "mnemonic"},
    ]
    judged = evaluate(some)
    report = judged.report()
    assert report["rows"] == [
        {"id": "b", "expected": "none", "got": "none", "ok": True},
        {"id": "a", "expected": "mnemonic", "got": "none", "ok": False},
        {"id": "c", "expected": "mnemonic", "got": "not_read", "ok": False},
    ]
    assert (report["name"], report["n"]) == ("shield", 3)
    assert judged.recall == {"mnemonic": 0.0}
    assert "recall mnemonic" in judged.table()
    assert "wrong: a: mnemonic taken for none" in judged.table()


def test_no_rows_are_no_error() -> None:
    assert evaluate([]).report()["n"] == 0
