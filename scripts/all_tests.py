"""All tests, in two processes side by side: those that drive pages, and the others.

Most of either is waiting, for a disk or for a browser, so that two cores do both in the time of one. Each
half is complete by itself: see tests/support/tally.py. Arguments are handed on to both: ``all_tests -x``.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = ("tests/browser", "tests/e2e")
ASIDE = {"support", "data"}  # folders of tests/ that hold none


def halves() -> dict[str, tuple[str, ...]]:
    """Every folder of tests, in one of the two."""
    folders = [
        f"tests/{folder.name}" for folder in sorted((ROOT / "tests").iterdir()) if _holds_tests(folder)
    ]
    return {"rules": tuple(folder for folder in folders if folder not in PAGES), "pages": PAGES}


def _holds_tests(folder: Path) -> bool:
    return folder.is_dir() and folder.name not in ASIDE and any(folder.rglob("test_*.py"))


def main(more: list[str]) -> int:
    with tempfile.TemporaryDirectory() as place:
        tallies = {name: Path(place) / name for name in halves()}
        runs = {name: _start(folders, tallies[name], more) for name, folders in halves().items()}
        telling = [threading.Thread(target=_tell, args=(name, run)) for name, run in runs.items()]
        for thread in telling:
            thread.start()
        for thread in telling:
            thread.join()
        worst = max(abs(run.wait()) for run in runs.values())
        for line in _failures(tallies.values()):  # the last lines are what a log is sure to keep
            print(f"failed | {line}", flush=True)
        if together := os.environ.get("WALLETDESK_TALLY"):
            Path(together).write_text(json.dumps(_sum(tallies.values())))
    return worst


def _start(folders: tuple[str, ...], tally: Path, more: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", *folders, *more],
        cwd=ROOT,
        env={**os.environ, "WALLETDESK_TALLY": str(tally), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )


def _tell(name: str, run: subprocess.Popen[str]) -> None:
    for line in run.stdout or ():
        print(f"{name} | {line}", end="", flush=True)


def _failures(tallies: Iterable[Path]) -> list[str]:
    told = [json.loads(file.read_text()) for file in tallies if file.exists()]
    return [failure for half in told for failure in half["failures"]]


def _sum(tallies: Iterable[Path]) -> dict[str, Counter[str]]:
    total: dict[str, Counter[str]] = {"outcomes": Counter(), "engines": Counter()}
    for file in tallies:
        told = json.loads(file.read_text()) if file.exists() else {"outcomes": {"failed": 1}, "engines": {}}
        for part, counts in total.items():
            counts.update(told[part])
    return total


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
