"""What ``walletdesk eval lookalikes`` says of labelled rows and of bare domains."""

import json
from hashlib import sha256
from pathlib import Path

from click.testing import CliRunner

from walletdesk.app.cli import main
from walletdesk.safety.lookalikes.evaluation import evaluate, samples

SETS = Path(__file__).parents[2] / "data" / "lookalikes"
FROZEN = "2e001d683c08a8d3b91b8c03152f46e94d07acdc479fd0b3152f35d081c17dac"
OFFICIAL = ["samplewallet.example"]
ROWS = [
    '{"id": "b", "domain": "sarnplewallet.example", "lookalike": true}',
    '{"id": "a", "domain": "honest.example", "lookalike": true}',
    '{"id": "c", "domain": "honest.example", "lookalike": false}',
]


def test_the_judging_set_is_the_one_that_was_frozen() -> None:
    assert sha256((SETS / "first.jsonl").read_bytes()).hexdigest() == FROZEN


def test_the_judge_holds_what_it_reached_on_the_judging_set() -> None:
    rows = samples((SETS / "first.jsonl").read_text("utf-8").splitlines())
    judged = evaluate(rows, (SETS / "official.txt").read_text("utf-8").splitlines())
    assert judged.rates["recall"] >= 0.9988
    assert judged.rates["false_alarm_rate"] <= 0.0240


def test_the_report_has_the_shape_of_every_eval_and_keeps_the_order() -> None:
    judged = evaluate(samples(ROWS), OFFICIAL)
    report = judged.report()
    assert (report["name"], report["n"]) == ("lookalikes", 3)
    assert report["rows"] == [
        {"id": "b", "expected": "lookalike", "got": "lookalike", "ok": True},
        {"id": "a", "expected": "lookalike", "got": "not_ours", "ok": False},
        {"id": "c", "expected": "not_lookalike", "got": "not_ours", "ok": True},
    ]
    assert judged.rates == {"recall": 0.5, "false_alarm_rate": 0.0}
    assert "wrong: a: lookalike taken for not_ours" in judged.table()


def test_bare_domains_are_only_counted() -> None:
    judged = evaluate(samples(["# ours", "samplewallet.example", "", "samplewallet.net"]), OFFICIAL)
    assert judged.rates == {}
    assert judged.metrics["share"] == {"official": 0.5, "known_bad": 0.0, "lookalike": 0.5, "not_ours": 0.0}
    assert [r.row()["ok"] for r in judged.results] == [None, None]


def test_the_command_prints_a_table_and_writes_the_report(tmp_path: Path) -> None:
    rows, official, into = tmp_path / "rows.jsonl", tmp_path / "official.txt", tmp_path / "out.json"
    rows.write_text("\n".join(ROWS), "utf-8")
    official.write_text("\n".join(OFFICIAL), "utf-8")
    ran = CliRunner().invoke(
        main, ["eval", "lookalikes", str(rows), "--official", str(official), "--json", str(into)]
    )
    assert ran.exit_code == 0, ran.output
    assert "recall" in ran.output
    assert json.loads(into.read_text("utf-8"))["metrics"]["recall"] == 0.5


def test_no_rows_are_no_error() -> None:
    assert evaluate([], OFFICIAL).report()["n"] == 0
