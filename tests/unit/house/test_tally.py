"""A run that claims to be complete is complete."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.source import ROOT

pytestmark = pytest.mark.slow  # each starts pytest anew

ENGINES = """
import pytest

@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_engine(engine):
    pass
"""
HOLES = {
    "skip": "def test_hole(): pytest.skip('no browser')",
    "expected failure": "@pytest.mark.xfail\ndef test_hole(): assert False",
    "skipped module": "pytest.skip('not here', allow_module_level=True)",
    "one engine only": "@pytest.mark.parametrize('engine', ['sqlite'])\ndef test_hole(engine): pass",
}


def run(folder: Path, *tests: str, complete: bool, select: str = "", tally: Path | None = None) -> bool:
    """Whether pytest is content with a folder of these tests."""
    for number, test in enumerate(tests):
        (folder / f"test_{number}.py").write_text(f"import pytest\n{test}\n")
    command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", str(folder), str(folder)]
    command += [
        "--disable-plugin-autoload",
        "-p",
        "tests.support.tally",
        "-p",
        "no:cacheprovider",
        "-k",
        select,
    ]
    told = {"WALLETDESK_NOTHING_SKIPPED": "1"} if complete else {}
    told |= {"WALLETDESK_TALLY": str(tally)} if tally else {}
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **told}
    return subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0


def test_a_complete_run_is_good(tmp_path: Path) -> None:
    assert run(tmp_path, ENGINES, complete=True)


@pytest.mark.parametrize("hole", HOLES.values(), ids=list(HOLES))
def test_a_hole_fails_only_a_run_that_claims_to_be_complete(tmp_path: Path, hole: str) -> None:
    assert run(tmp_path, ENGINES, hole, complete=False)
    assert not run(tmp_path, ENGINES, hole, complete=True)


def test_leaving_tests_out_fails_a_run_that_claims_to_be_complete(tmp_path: Path) -> None:
    assert not run(tmp_path, ENGINES, "def test_other(): pass", complete=True, select="engine")


def test_a_run_without_engines_is_not_complete(tmp_path: Path) -> None:
    assert not run(tmp_path, "def test_other(): pass", complete=True)


def test_what_failed_is_told_by_name_and_reason(tmp_path: Path) -> None:
    told = tmp_path / "tally.json"
    hole = "def test_hole(): assert 1 == 2, 'not the same'"
    assert not run(tmp_path, ENGINES, hole, complete=True, tally=told)
    assert json.loads(told.read_text())["failures"] == {
        "test_1.py::test_hole": "AssertionError: not the same"
    }
