"""Counts what ran on which engine, and can refuse everything that did not run.

Under WALLETDESK_NOTHING_SKIPPED=1 a skip, an expected failure, a test left out, or an engine with fewer tests
than the other fails the run. A share of a larger run leaves the last two to who adds up the shares.
"""

import json
import os
from collections import Counter
from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

from tests.support.complete import ENGINES, complaints

LONGEST_REASON = 160  # characters
# Taken out of the environment: the servers that tests start would ask what setting this is.
NOTHING_SKIPPED = os.environ.pop("WALLETDESK_NOTHING_SKIPPED", "") == "1"
TALLY_FILE = os.environ.pop("WALLETDESK_TALLY", "")  # where .ci/run wants the numbers


class Tally:
    """One run's numbers."""

    def __init__(self) -> None:
        self.passed: dict[str, str] = {}  # each test with its engine
        self.left_out = 0
        self.unread = 0  # modules that could not be collected
        self.failures: dict[str, str] = {}  # each test with the reason

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if NOTHING_SKIPPED and report.skipped:
            report.outcome = "failed"
            report.longrepr = f"did not run, and nothing may be skipped here: {report.longrepr}"
            vars(report).pop("wasxfail", None)  # or pytest would still not count it
        if report.when == "call" and report.passed:
            self.passed[report.nodeid] = engine_of(item)
        if report.failed:
            self.passed.pop(report.nodeid, None)  # it may have failed in clearing up
            self.failures.setdefault(report.nodeid, _reason(report))
        return report

    @property
    def by_engine(self) -> Counter[str]:
        return Counter(self.passed.values())

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        report = yield
        if NOTHING_SKIPPED and report.outcome == "skipped":
            report.outcome = "failed"
            report.longrepr = "a module may not be skipped here"
        if report.outcome == "failed":
            self.unread += 1
        return report

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        self.left_out += len(items)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if TALLY_FILE:
            told = {
                "passed": self.passed,
                "failures": self.failures,
                "unread": self.unread,
                "left_out": self.left_out,
            }
            Path(TALLY_FILE).write_text(json.dumps(told))
        if NOTHING_SKIPPED and self.complaints() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        by_engine = self.by_engine
        counts = ", ".join(f"{name} {by_engine[name]} passed" for name in ENGINES)
        terminalreporter.write_line(f"tests per engine: {counts}")
        for complaint in self.complaints() if NOTHING_SKIPPED else []:
            terminalreporter.write_line(f"not complete: {complaint}", red=True)

    def complaints(self) -> list[str]:
        return [] if TALLY_FILE else complaints(self.by_engine, self.left_out)


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
