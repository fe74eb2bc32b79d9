"""What finds out formulas, a measure or a forecast that are off."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from walletdesk.app.staffing_evaluation import eval_staffing
from walletdesk.insights.staffing import evaluation
from walletdesk.insights.staffing.evaluation import Check, checks
from walletdesk.insights.staffing.model.erlang import Target, Work, agents_needed, outcome


def one_more(asked: int, handling: int, seconds: int, share: float) -> tuple[int, float, float]:
    """Another program which says one agent too many, and the shares of what we would need."""
    work = Work(handling=handling)
    needed = agents_needed(asked / 1800, work, Target(share=share, seconds=seconds, busiest=0.85)) or 0
    said = outcome(asked / 1800, needed, work, seconds)
    return needed + 1, 1 - said.at_once, said.within


def test_another_program_and_a_forecast_are_compared_within_bounds() -> None:
    found = {one.id: one.ok for one in checks(2026, one_more, people=500)}
    assert [ok for id, ok in found.items() if id.startswith("forecast")] == [True] * 3
    assert [ok for id, ok in found.items() if id.startswith("pyworkforce")] == [False] * 12
    assert sum(id.startswith("line") for id in found) == 32


@pytest.mark.parametrize(("got", "ends"), [(0.5, 0), (0.61, 1)])
def test_one_that_is_off_fails_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, got: float, ends: int
) -> None:
    monkeypatch.setattr(evaluation, "checks", lambda *_: [Check("line 1: busy", got, 0.4, 0.6)])
    into = tmp_path / "staffing.json"
    done = CliRunner().invoke(eval_staffing, ["--json", str(into)])
    kept = json.loads(into.read_text())
    assert (done.exit_code, kept["rows"][0]["ok"], kept["metrics"]["ok"]) == (ends, not ends, 1 - ends)
    assert f"1 compared, {ends} off" in done.output
