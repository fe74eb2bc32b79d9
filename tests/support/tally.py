"""Counts what ran on which engine, and can refuse everything that did not run.

Under WALLETDESK_NOTHING_SKIPPED=1 a skip, an expected failure, a test left out, or an engine with fewer tests
than the other fails the run.
"""

import json
import os
from collections import Counter
from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

LONGEST_REASON = 160  # characters
ENGINES = ("sqlite", "postgresql")
# Taken out of the environment: the servers that tests start would ask what setting this is.
NOTHING_SKIPPED = os.environ.pop("WALLETDESK_NOTHING_SKIPPED", "") == "1"
TALLY_FILE = os.environ.pop("WALLETDESK_TALLY", "")  # where .ci/run wants the numbers


class Tally:
    """One run's numbers."""

    def __init__(self) -> None:
        self.by_engine: Counter[str] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.left_out = 0
        self.failures: list[str] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if NOTHING_SKIPPED and report.skipped:
            report.outcome = "failed"
            report.longrepr = f"did not run, and nothing may be skipped here: {report.longrepr}"
            vars(report).pop("wasxfail", None)  # or pytest would still not count it
        if report.when == "call" or report.outcome != "passed":
            self.outcomes[report.outcome] += 1
        if report.failed:
            self.failures.append(f"{report.nodeid}: {_reason(report)}")
        if report.when == "call" and report.passed:
            self.by_engine[engine_of(item)] += 1
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        report = yield
        if NOTHING_SKIPPED and report.outcome == "skipped":
            report.outcome = "failed"
            report.longrepr = "a module may not be skipped here"
        if report.outcome == "failed":
            self.outcomes["failed"] += 1
        return report

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        self.left_out += len(items)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if TALLY_FILE:
            told = {"outcomes": self.outcomes, "engines": self.by_engine, "failures": self.failures}
            Path(TALLY_FILE).write_text(json.dumps(told))
        if NOTHING_SKIPPED and self.complaints() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        counts = ", ".join(f"{name} {self.by_engine[name]} passed" for name in ENGINES)
        terminalreporter.write_line(f"tests per engine: {counts}")
        for complaint in self.complaints() if NOTHING_SKIPPED else []:
            terminalreporter.write_line(f"not complete: {complaint}", red=True)

    def complaints(self) -> list[str]:
        """What a run that claims to be complete must not have."""
        counts = [self.by_engine[name] for name in ENGINES]
        found = {
            "no test ran on an engine": 0 in counts,
            "the engines did not run the same number of tests": len(set(counts)) > 1,
            f"{self.left_out} tests were left out": self.left_out > 0,
        }
        return [words for words, holds in found.items() if holds]


def _reason(report: pytest.TestReport) -> str:
    """The line of the report that says what went wrong, short."""
    lines = report.longreprtext.splitlines() or [""]
    told = [line.removeprefix("E").strip() for line in lines if line.startswith("E  ")]
    return (told or lines[-1:])[0][:LONGEST_REASON]


def engine_of(item: pytest.Item) -> str:
    """The engine a test was given by the fixture ``engine``, or nothing."""
    callspec = getattr(item, "callspec", None)
    return str(callspec.params.get("engine", "")) if callspec else ""


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Tally(), "walletdesk-tally")
