"""All tests, in shares that run side by side as the two cores have room, the longest first.

Much of each is waiting, for a browser, a disk or another program: two that drive a browser fill two cores,
and three that do not. A walk that does nearly nothing but wait for a page to be quiet runs beside them.
Arguments are handed on to each: ``all_tests -x``.

What failed, if it is no more than a few, is run once more when both are done, and told as unsteady if it
passes then: docs/decisions/0010-unsteady-tests-are-told.md.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.support.complete import complaints

ROOT = Path(__file__).parents[1]
SHARES = {  # the longest first; what is not named runs last, as "rules"
    "journeys": ("tests/e2e",),
    "pages": ("tests/browser",),
    "installations": ("tests/integration/app",),
}
WALK = ("tests/browser/test_canary_crawl.py",)
ROOM = 6  # of what is beside each other; with more the clocks of those who wait run out
WEIGHT = {"walk": 0, "journeys": 3, "pages": 3}  # a third of the room is what any other process takes
USUAL = 3  # seconds of one file
LONG = {  # what takes much longer, about; ``--durations`` prints where this is no longer true
    "tests/integration/app/test_any_input.py": 140,
    "tests/integration/app/test_canaries.py": 130,
    "tests/integration/app/test_canary_ways.py": 30,
    "tests/integration/app/test_conversations_over_http.py": 15,
    "tests/integration/app/test_demo_life.py": 20,
    "tests/integration/app/test_eval_answers.py": 70,
    "tests/integration/app/test_feed_law.py": 140,
    "tests/integration/app/test_learning.py": 13,
    "tests/integration/app/test_mails_hostile.py": 20,
    "tests/integration/app/test_matrix.py": 260,
    "tests/integration/app/test_messaging.py": 100,
    "tests/integration/app/test_message_form.py": 8,
    "tests/integration/app/test_notes_stay_inside.py": 80,
    "tests/integration/app/test_outgoing.py": 13,
    "tests/integration/app/test_pictures.py": 17,
    "tests/integration/app/test_red_team.py": 70,
    "tests/integration/app/test_simulate.py": 100,
    "tests/integration/app/test_taking.py": 11,
    "tests/integration/app/test_theft.py": 9,
    "tests/integration/app/test_withdrawn.py": 9,
    "tests/integration/insights/test_board.py": 60,
    "tests/ocr/test_conversations.py": 50,
    "tests/ocr/test_pictures.py": 65,
    "tests/torture/test_kill.py": 300,
    "tests/torture/test_mails.py": 14,
    "tests/unit/house/test_sizes.py": 50,
    "tests/unit/platform/test_packing.py": 30,
    "tests/unit/safety/test_advice.py": 30,
}
MOST_UNSTEADY = 5  # tests of thousands
VERDICTS = {0, 1}  # of pytest: all passed, some failed; anything else is no verdict on a test
ASIDE = {"support", "data"}  # folders of tests/ that hold none


def shares() -> dict[str, tuple[str, ...]]:
    """Every file of tests, in one of them."""
    dealt: dict[str, tuple[str, ...]] = {"walk": WALK}
    for name, folders in _folders().items():
        files = [file for file in _files(folders) if file not in WALK]
        hands = _dealt(files, ROOM // _weight(name))
        dealt |= {f"{name}-{number}": hand for number, hand in enumerate(hands, 1)}
    return dealt


def _dealt(files: Sequence[str], hands: int) -> list[tuple[str, ...]]:
    """The longest first, to whoever has least: whoever runs last leaves a core idle."""
    piles: list[list[str]] = [[] for _ in range(hands)]
    for file in sorted(files, key=_seconds, reverse=True):
        min(piles, key=lambda pile: sum(map(_seconds, pile))).append(file)
    return [tuple(pile) for pile in piles]


def _seconds(file: str) -> int:
    return LONG.get(file, USUAL)


def _weight(name: str) -> int:
    return WEIGHT.get(name.partition("-")[0], 2)


def _files(folders: Sequence[str]) -> tuple[str, ...]:
    found = (file for folder in folders for file in sorted((ROOT / folder).rglob("test_*.py")))
    return tuple(str(file.relative_to(ROOT)) for file in found)


def _folders() -> dict[str, tuple[str, ...]]:
    """Of each share: every folder of tests is in one of them."""
    named = {folder for share in SHARES.values() for folder in share}
    whole = [
        place for place in _within(ROOT / "tests") if not any(one.startswith(f"{place}/") for one in named)
    ]
    parts = [
        place
        for outer in {one.rsplit("/", 1)[0] for one in named} - {"tests"}
        for place in _within(ROOT / outer)
    ]
    return {**SHARES, "rules": tuple(sorted({*whole, *parts} - named))}


def _within(folder: Path) -> list[str]:
    return [str(one.relative_to(ROOT)) for one in sorted(folder.iterdir()) if _holds_tests(one)]


def _holds_tests(folder: Path) -> bool:
    return folder.is_dir() and folder.name not in ASIDE and any(folder.rglob("test_*.py"))


def main(more: list[str]) -> int:
    complete = os.environ.get("WALLETDESK_NOTHING_SKIPPED") == "1"
    parts = [Part(name, (*files, *more)) for name, files in shares().items()]
    first = run(parts)
    result = first
    if unsteady := first.worth_another_look:
        quiet = {**os.environ, "WALLETDESK_NOTHING_SKIPPED": ""}  # of a few tests no engine has its half
        result = first.after(run([Part("again", tuple(unsteady), quiet)]))
    for test, reason in first.failures.items():  # the last lines are what a log is sure to keep
        print(f"{'failed' if test in result.failures else 'unsteady'} | {test}: {reason}", flush=True)
    if together := os.environ.get("WALLETDESK_TALLY"):
        outcomes = {"passed": len(result.passed), "failed": result.failed}
        Path(together).write_text(json.dumps({"outcomes": outcomes, "engines": result.by_engine}))
    return 0 if result.is_good(complete=complete) else 1


@dataclass(frozen=True)
class Part:
    """One process of pytest."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ), hash=False)


@dataclass(frozen=True)
class Result:
    """Of one or more parts. ``broken``: a process ended in another way than with a verdict on its tests."""

    passed: Mapping[str, str] = field(default_factory=dict)  # each test with its engine
    failures: Mapping[str, str] = field(default_factory=dict)  # each test with the reason
    unread: int = 0
    left_out: int = 0
    broken: bool = False

    @property
    def by_engine(self) -> Counter[str]:
        return Counter(self.passed.values())

    @property
    def failed(self) -> int:
        return len(self.failures) + self.unread + self.broken

    @property
    def worth_another_look(self) -> list[str]:
        """A few of thousands may have met a moment without processor; more than a few met a fault."""
        few = len(self.failures) <= MOST_UNSTEADY
        return list(self.failures) if few and not self.broken and not self.unread else []

    def after(self, again: "Result") -> "Result":
        """Only what passed by itself is forgiven, not what was skipped or not found the second time."""
        still = {test: why for test, why in self.failures.items() if test not in again.passed}
        return replace(self, passed={**self.passed, **again.passed}, failures=still)

    def is_good(self, *, complete: bool) -> bool:
        found = complaints(self.by_engine, self.left_out) if complete else []
        for complaint in found:
            print(f"not complete: {complaint}", flush=True)
        return not self.failed and not found


def run(parts: Sequence[Part]) -> Result:
    with tempfile.TemporaryDirectory() as place:
        tallies = {part: Path(place) / part.name for part in parts}
        ended = _side_by_side(tallies)
        told = [json.loads(file.read_text()) for file in tallies.values() if file.exists()]
    return Result(
        passed={test: engine for one in told for test, engine in one["passed"].items()},
        failures={test: why for one in told for test, why in one["failures"].items()},
        unread=sum(one["unread"] for one in told),
        left_out=sum(one["left_out"] for one in told),
        broken=not all(ended) or len(told) < len(parts),
    )


def _side_by_side(tallies: Mapping["Part", Path]) -> list[bool]:
    """Whether each came to a verdict."""
    waiting, ended = [*tallies], []
    running: dict[Future[bool], Part] = {}
    with ThreadPoolExecutor(len(tallies)) as workers:
        while waiting or running:
            for part in startable(waiting, [*running.values()]):
                running[workers.submit(_ended_with_a_verdict, part, tallies[part])] = part
                waiting.remove(part)
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            ended += [(one.result(), running.pop(one))[0] for one in done]
    return ended


def startable(waiting: Sequence[Part], running: Sequence[Part]) -> list[Part]:
    """What there is room for beside those that run, the first first."""
    room = ROOM - sum(_weight(part.name) for part in running)
    found = []
    for part in waiting:
        if _weight(part.name) <= room:
            room -= _weight(part.name)
            found.append(part)
    return found


def _ended_with_a_verdict(part: Part, tally: Path) -> bool:
    with _started(part, tally) as running:  # closes the pipe
        for line in running.stdout or ():
            print(f"{part.name} | {line}", end="", flush=True)
    return running.wait() in VERDICTS


def _started(part: Part, tally: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", "--durations=12", *part.arguments],
        cwd=ROOT,
        env={**part.environment, "WALLETDESK_TALLY": str(tally), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
