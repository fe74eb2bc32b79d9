"""The judging set of ids that other programs made: every one known for what it is, no wrong one accepted."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

from click.testing import CliRunner

from tests.support.identify import identify
from tests.support.source import ROOT
from walletdesk.app.cli import main
from walletdesk.chains.evaluation.identify import evaluate
from walletdesk.chains.evaluation.result import Evaluation

ROWS = ROOT / "tests" / "data" / "identify" / "first.jsonl"
_NUMBER = re.compile(r"(-wrong)?-\d+$")


@cache
def judged() -> Evaluation:
    return evaluate(map(json.loads, ROWS.read_text("utf-8").splitlines()), identify())


def test_every_row_of_every_form_is_right() -> None:
    assert [row for row in judged().rows if not row.ok] == []
    assert judged().metrics == {"exact": 1.0, "invalid_accepted": 0.0}


def test_every_form_has_its_valid_and_its_invalid_rows() -> None:
    counts = Counter((_NUMBER.sub("", row.id), row.expected == "nothing") for row in judged().rows)
    assert len(counts) == 33 * 2
    assert min(counts.values()) >= 30


def test_a_wrong_answer_is_counted_and_named() -> None:
    rows = [
        {"id": "a", "text": "0xabc", "kind": "address", "chains": ["evm"], "valid": True},
        {
            "id": "b",
            "text": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
            "kind": "address",
            "chains": [],
            "valid": False,
        },
        {"id": "c", "text": "nothing here", "kind": "address", "chains": [], "valid": False},
    ]
    result = evaluate(rows, identify())
    assert result.metrics == {"exact": 0.333333, "invalid_accepted": 0.5}
    assert result.table().splitlines() == [
        "identify: 3 rows",
        "  exact             0.333333",
        "  invalid_accepted  0.500000",
        "  wrong: a: address: evm taken for nothing",
        "  wrong: b: nothing taken for address: bitcoin, bitcoin-cash",
    ]


def test_a_secret_that_is_stopped_is_no_accepted_id() -> None:
    key = {"id": "a", "text": "L1aW4aubDFB7yfras2S1mN3bqg9nwySY8nkoLmJebSLD5BWv3ENZ", "chains": []}
    result = evaluate([{**key, "kind": "address", "valid": False}, {**key, "kind": "secret"}], identify())
    assert [(row.got, row.ok) for row in result.rows] == [("secret", True), ("secret", True)]
    assert result.metrics["invalid_accepted"] == 0


def test_the_command_writes_the_rows_in_their_order(tmp_path: Path) -> None:
    given, into = tmp_path / "rows.jsonl", tmp_path / "result.json"
    lines = ROWS.read_text("utf-8").splitlines()
    given.write_text("\n".join([lines[-1], lines[0]]), "utf-8")
    done = CliRunner().invoke(main, ["eval", "identify", str(given), "--json", str(into)])
    assert (done.exit_code, done.output.splitlines()[0]) == (0, "identify: 2 rows")
    written = json.loads(into.read_text("utf-8"))
    assert (written["name"], written["n"]) == ("identify", 2)
    assert written["rows"] == [
        {"id": "eos-wrong-39", "expected": "nothing", "got": "nothing", "ok": True},
        {"id": "evm-0", "expected": "address: evm", "got": "address: evm", "ok": True},
    ]
