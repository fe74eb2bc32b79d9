"""Log lines: one JSON object each, and nothing that the screen stops."""

import json
import logging
import sys
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest

from walletdesk.kernel.errors import NotFound
from walletdesk.platform.telemetry import configure_logs, described, request_id

SECRET = "abandon ability able"
log = logging.getLogger("walletdesk.test")


def redact(text: str) -> str:
    return text.replace(SECRET, "[secret]")


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    kept = (root.handlers[:], root.level, logging.raiseExceptions, sys.excepthook)
    yield
    root.handlers[:], root.level, logging.raiseExceptions, sys.excepthook = kept
    logging.captureWarnings(capture=False)


class Lines(StringIO):
    def told(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def lines() -> Lines:
    stream = Lines()
    configure_logs("info", "json", redact, stream=stream)
    return stream


def test_a_line_says_when_where_what_and_what_was_added(lines: Lines) -> None:
    log.info("Relay lags.", extra={"lag_ms": 5, "topics": ["a"]})
    (line,) = lines.told()
    assert line.items() >= {"level": "info", "logger": "walletdesk.test", "message": "Relay lags."}.items()
    assert (line["lag_ms"], line["topics"]) == (5, ["a"])
    assert str(line["at"]).endswith("+00:00")


def test_a_line_carries_the_request_it_belongs_to(lines: Lines) -> None:
    token = request_id.set("r-1")
    log.info("Asked.")
    request_id.reset(token)
    log.info("Not asked.")
    assert [line.get("request") for line in lines.told()] == ["r-1", None]


def test_a_secret_leaves_in_no_part_of_a_line(lines: Lines) -> None:
    log.info("Got %s.", SECRET)
    log.info("Got.", extra={"a": SECRET, "b": [SECRET], "c": {"d": SECRET}, "e": Exception(SECRET)})
    logging.getLogger("uvicorn.error").warning("Bad %s", SECRET)
    logging.getLogger("py.warnings").warning(SECRET)
    assert len(lines.told()) == 4
    assert SECRET not in lines.getvalue()


def test_an_exception_is_told_by_kind_and_place_without_what_it_choked_on(lines: Lines) -> None:
    try:
        int("my words")
    except ValueError:
        log.exception("Could not count.")
    (line,) = lines.told()
    error = line["error"]
    assert isinstance(error, dict)
    assert error["type"] == "builtins.ValueError"
    assert "test_logs.py" in error["at"][0]
    assert "my words" not in lines.getvalue()


def test_a_crash_of_the_process_is_a_line_too(lines: Lines) -> None:
    error = RuntimeError(f"no {SECRET}")
    sys.excepthook(RuntimeError, error, None)
    (line,) = lines.told()
    assert line["level"] == "critical"
    assert SECRET not in lines.getvalue()


def test_a_line_that_cannot_be_screened_tells_only_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info", "json", broken_screen)
    log.info("Got %s.", SECRET)
    told = capsys.readouterr().err
    assert "could not be shown: RuntimeError" in told
    assert SECRET not in told


def broken_screen(text: str) -> str:
    raise RuntimeError(text)


def test_odd_lines_are_still_lines(lines: Lines) -> None:
    log.info("Half a letter: %s", "\ud800")
    log.info("%d", "no number")
    log.info("Not a number.", extra={"x": float("nan")})
    assert [line["message"] for line in lines.told()] == ["Half a letter: ?", "%d", "Not a number."]


def test_asyncios_report_of_a_lost_task_keeps_its_first_line_only(lines: Lines) -> None:
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: <ValueError('my words')>")
    (line,) = lines.told()
    assert line["message"] == "Task exception was never retrieved"


def test_uvicorns_own_access_lines_are_not_written_because_they_hold_whole_addresses(lines: Lines) -> None:
    logging.getLogger("uvicorn.access").info("GET /?token=x")
    assert lines.told() == []


def test_for_a_terminal_the_same_line_is_short(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info", "text", redact)
    log.warning("Relay lags %s.", SECRET, extra={"lag_ms": 5})
    told = capsys.readouterr().err
    assert told.strip().endswith("warning Relay lags [secret]. lag_ms=5")


def test_causes_and_parts_are_told_but_not_without_end() -> None:
    error = RuntimeError("outer")
    error.__cause__ = ExceptionGroup("several", [KeyError("my words"), NotFound()])
    told = described(error)
    assert [part["message"] for part in told["because"]["parts"]] == [
        "(withheld: it may quote what somebody typed)",
        "There is nothing here.",
    ]
    error.__cause__ = error
    assert json.dumps(described(error)).count("outer") <= 6


def test_only_the_first_line_of_a_databases_complaint_is_told() -> None:
    assert described(RuntimeError("duplicate key\nDETAIL: (email)=(a@b)"))["message"] == "duplicate key"
