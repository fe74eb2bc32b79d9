"""What ``walletdesk eval lookalikes`` says of labelled rows and of bare domains."""

import json
from pathlib import Path

from click.testing import CliRunner

from walletdesk.app.cli import main
from walletdesk.safety.lookalikes.evaluation import evaluate, samples

OFFICIAL = ["samplewallet.example"]
ROWS = [
    '{"id": "b", "domain": "sarnplewallet.example", "lookalike": true}',
    '{"id": "a", "domain": "honest.example", "lookalike": true}',
    '{"id": "c", "domain": "honest.example", "lookalike": false}',
]


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
