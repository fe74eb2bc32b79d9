"""``walletdesk eval answers``: what the bot that ships reaches on a set that nobody tuned it for."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from walletdesk.app.answering import evaluate
from walletdesk.app.cli import main
from walletdesk.assistant.evaluation import Evaluation, cross_validated

DATA = Path(__file__).parents[2] / "data"
THIRD = DATA / "answers" / "third.jsonl"
FROZEN = {
    THIRD: "5cd7263d3a0937f404c70498817ad801a5c5bdf456a73080eb61b5f034a51545",
    DATA
    / "assistant"
    / "danger_third.jsonl": "cd39623b4e6df78c9015fcdda4e653827ba9df7ded9a8d15b29401034844c9c7",
}


@pytest.mark.parametrize("file", FROZEN, ids=lambda file: file.stem)
def test_the_third_set_is_the_one_that_was_frozen(file: Path) -> None:
    assert sha256(file.read_bytes()).hexdigest() == FROZEN[file]


@pytest.fixture(scope="module")
def reached() -> Evaluation:
    """Once for both: each question costs the time of the model."""
    return evaluate(THIRD)


def test_the_honest_figures_are_held(reached: Evaluation) -> None:
    """Floors a little below what was measured."""
    assert reached.metrics["r_at_1"] >= 0.80
    assert reached.metrics["r_at_3"] >= 0.92
    assert reached.metrics["precision_answered"] >= 0.93
    assert reached.metrics["oos_answered"] <= 0.04


def test_thresholds_of_other_folds_keep_what_they_promise(reached: Evaluation) -> None:
    judged = cross_validated(reached).metrics
    assert judged["precision_answered"] >= 0.90
    assert judged["oos_answered"] <= 0.03


def test_the_command_prints_a_table_and_writes_every_row(tmp_path: Path) -> None:
    rows, into = tmp_path / "rows.jsonl", tmp_path / "result.json"
    rows.write_text("\n".join(THIRD.read_text("utf-8").splitlines()[:7]), "utf-8")
    ran = CliRunner().invoke(main, ["eval", "answers", str(rows), "--json", str(into)])
    assert ran.exit_code == 0, ran.output
    assert "r_at_1" in ran.output
    told = json.loads(into.read_text("utf-8"))
    assert (told["name"], told["n"]) == ("answers", 7)
    assert [one["id"] for one in told["rows"]] == [
        json.loads(line)["id"] for line in rows.read_text("utf-8").splitlines()
    ]


@pytest.mark.parametrize(
    ("line", "knowledge", "said"),
    [
        ("{", "starter", "Line 1 cannot be used"),
        ('{"id": "q"}', "starter", "text, lang"),
        ('["q"]', "starter", "Line 1 cannot be used"),
        ('{"id": "q", "text": "?", "lang": "en"}', "", "There is no article"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(
    tmp_path: Path, line: str, knowledge: str, said: str
) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(line, "utf-8")
    ran = CliRunner().invoke(main, ["eval", "answers", str(rows), "--kb", knowledge or str(tmp_path)])
    assert ran.exit_code == 1
    assert said in ran.output
    assert "Traceback" not in ran.output
