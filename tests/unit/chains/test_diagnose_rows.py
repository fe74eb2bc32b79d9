"""``eval diagnose``: recorded answers judged without anybody being asked, and the commands around it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.support.source import ROOT
from walletdesk.app.cli import main
from walletdesk.chains.evaluation.diagnose import evaluate

pytestmark = pytest.mark.anyio

FILE = ROOT / "tests" / "data" / "chains" / "evm_states.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
BY_CODE = {row["expect"]["code"]: row for row in ROWS}
ERRORS = {bytes.fromhex("118cdaa7"): "OwnableUnauthorizedAccount(address)"}


async def test_every_recorded_state_is_right() -> None:
    result = await evaluate(ROWS, ERRORS)
    assert ([row for row in result.rows if not row.ok], result.metrics) == ([], {"exact": 1.0})
    assert [row.id for row in result.rows] == [row["id"] for row in ROWS]


@pytest.mark.parametrize(
    ("code", "change", "ok"),
    [
        ("confirmed", {"family": "evm"}, True),
        ("confirmed", {"expect": {"code": "pending"}}, False),
        ("confirmed", {"expect": {"code": "confirmed", "reason": "x"}}, False),
        ("confirmed", {"rpc": []}, False),
        ("dropped", {"known": None}, False),
        ("reverted", {"expect": {"code": "reverted", "reason": "another"}}, False),
        ("not_found", {"rpc": []}, False),  # -32601 is no answer
    ],
    ids=str,
)
async def test_a_row_is_right_by_code_and_reason(code: str, change: dict[str, Any], ok: bool) -> None:
    (row,) = (await evaluate([BY_CODE[code] | change], ERRORS)).rows
    assert row.ok is ok


async def test_a_reason_without_words_is_named_by_its_kind() -> None:
    silent = next(row for row in ROWS if row["expect"].get("reason") == "")
    expect = {"code": "reverted", "reason": "silent"}
    assert [row.ok for row in (await evaluate([silent | {"expect": expect}], ERRORS)).rows] == [True]


def ran(name: str, file: Path, *more: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["eval", name, str(file), *more])
    return done.exit_code, done.output


@pytest.mark.parametrize("name", ["reverts", "poisoning", "diagnose"])
def test_the_command_writes_the_rows_in_their_order(name: str, tmp_path: Path) -> None:
    source = FILE if name == "diagnose" else ROOT / "tests" / "data" / name / "first.jsonl"
    lines = source.read_text("utf-8").splitlines()
    given, into = tmp_path / "rows.jsonl", tmp_path / "result.json"
    given.write_text("\n".join([lines[-1], "", lines[0]]), "utf-8")
    code, output = ran(name, given, "--json", str(into))
    assert (code, output.splitlines()[0]) == (0, f"{name}: 2 rows")
    written = json.loads(into.read_text("utf-8"))
    assert (written["name"], written["n"]) == (name, 2)
    assert [row["id"] for row in written["rows"]] == [json.loads(lines[-1])["id"], json.loads(lines[0])["id"]]
    assert [row.keys() for row in written["rows"]] == [{"id", "expected", "got", "ok"}] * 2


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "green heron"}'], ids=str)
def test_a_row_that_does_not_fit_is_named_by_its_line(line: str, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(f"\n{line}\n", "utf-8")
    for name in ("identify", "reverts", "poisoning", "diagnose"):
        code, output = ran(name, file)
        assert (code, output.startswith("Error: Line 2 ")) == (1, True)
        assert "heron" not in output
