"""The shares of ``make test`` leave no test out and run none twice; what fails gets one more look."""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.all_tests import LONG, MOST_UNSTEADY, Part, Result, run, shares, startable
from tests.support.source import ROOT

BOTH = {"t::a[sqlite]": "sqlite", "t::a[postgresql]": "postgresql"}
FIRST = Result(passed=BOTH, failures={"t::b": "TimeoutError"})
ON_ONE_ENGINE = """
import pytest

@pytest.mark.parametrize("engine", ["{}"])
def test_here(engine):
    pass
"""
LATER = """
import pathlib

def test_steady():
    pass

def test_second_time():
    been = pathlib.Path(__file__).with_suffix(".been")
    first = not been.exists()
    been.touch()
    assert not first
"""


def test_every_test_file_is_in_one_share() -> None:
    ran = [ROOT / file for share in shares().values() for file in share]
    assert sorted(ran) == sorted((ROOT / "tests").rglob("test_*.py"))


def test_what_is_known_to_take_long_is_there() -> None:
    ran = {file for share in shares().values() for file in share}
    assert {*LONG} <= ran


def test_what_passes_at_the_second_look_is_no_failure() -> None:
    result = FIRST.after(Result(passed={"t::b": ""}))
    assert (result.failed, len(result.passed)) == (0, 3)
    assert result.is_good(complete=True)


@pytest.mark.parametrize(
    "again", [Result(), Result(failures={"t::b": "TimeoutError"})], ids=["gone", "fails"]
)
def test_what_does_not_pass_by_itself_stays_failed(again: Result) -> None:
    assert not FIRST.after(again).is_good(complete=False)


def test_more_than_a_few_failures_are_a_fault() -> None:
    many = {f"t::{n}": "" for n in range(MOST_UNSTEADY)}
    assert replace(FIRST, failures=many).worth_another_look == list(many)
    assert replace(FIRST, failures={**many, "t::more": ""}).worth_another_look == []


@pytest.mark.parametrize("fault", [{"unread": 1}, {"broken": True}], ids=["module unread", "process broken"])
def test_a_run_that_came_to_no_verdict_is_not_looked_at_again(fault: dict[str, int]) -> None:
    result = replace(FIRST, **fault)  # type: ignore[arg-type]
    assert result.worth_another_look == []
    assert not replace(result, failures={}).is_good(complete=False)


def test_a_second_look_completes_no_engine_that_lacks_a_test() -> None:
    lacking = replace(FIRST, passed={"t::a[sqlite]": "sqlite"}, failures={})
    assert lacking.is_good(complete=False)
    assert not lacking.is_good(complete=True)
    assert not replace(FIRST, failures={}, left_out=1).is_good(complete=True)


def test_what_drives_a_browser_leaves_room_for_one_of_its_kind_and_the_walk_for_any() -> None:
    parts = [Part(name, ()) for name in ("walk", "pages-1", "pages-2", "rules-1", "rules-2", "rules-3")]
    assert [one.name for one in startable(parts, [])] == ["walk", "pages-1", "pages-2"]
    assert [one.name for one in startable(parts[3:], parts[:2])] == ["rules-1"]
    assert startable(parts[3:], parts[:3]) == []
    assert startable(parts[3:], parts[:1]) == parts[3:]


@pytest.mark.slow
def test_shares_are_complete_together_not_each(tmp_path: Path) -> None:
    for engine in ("sqlite", "postgresql"):
        (tmp_path / f"test_{engine}.py").write_text(ON_ONE_ENGINE.format(engine))
    parts = [
        _part(tmp_path, engine, {"WALLETDESK_NOTHING_SKIPPED": "1"}) for engine in ("sqlite", "postgresql")
    ]
    assert run(parts).is_good(complete=True)
    assert not run(parts[:1]).is_good(complete=True)


@pytest.mark.slow
def test_two_looks_of_real_processes(tmp_path: Path) -> None:
    (tmp_path / "test_later.py").write_text(LATER)
    part = _part(tmp_path, "later", {})
    first = run([part])
    assert first.worth_another_look == ["test_later.py::test_second_time"], json.dumps(dict(first.failures))
    assert first.after(run([part])).failed == 0
    gone = run([replace(part, arguments=(*part.arguments, "--no-such-option"))])
    assert gone.broken, sys.version


def _part(folder: Path, name: str, environment: dict[str, str]) -> Part:
    """A run of one file, that knows nothing of ours but the tally."""
    alone = ("--disable-plugin-autoload", "-p", "no:cacheprovider", "-p", "tests.support.tally")
    arguments = ("-c", os.devnull, "--rootdir", str(folder), *alone, str(folder / f"test_{name}.py"))
    return Part(
        name,
        arguments,
        {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **environment},
    )
