"""Log lines. Everything uses ``logging``; here lines become JSON and lose what looks like a secret.

The screen works on the finished line's texts, so no caller can forget it, uvicorn and warnings included.
"""

import logging
import sys
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final, Literal, TextIO

import msgspec

from walletdesk.platform.telemetry.errors import described

Redact = Callable[[str], str]

request_id: ContextVar[str] = ContextVar("request_id", default="")

_STANDARD: Final = frozenset(logging.makeLogRecord({}).__dict__) | {
    "message",
    "asctime",
    "color_message",
    "taskName",
}
_QUIET: Final = {
    "uvicorn.access": logging.CRITICAL + 1,  # whole addresses
    "alembic": logging.WARNING,
    "asyncio": logging.WARNING,
    "websockets": logging.INFO,
}


def configure_logs(
    level: Literal["debug", "info", "warning", "error"],
    format: Literal["json", "text"],
    redact: Redact,
    *,
    stream: TextIO | None = None,
) -> None:
    """From now on everything goes to standard error in one form, each text through ``redact`` first."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines(redact) if format == "json" else TextLines(redact))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name, quietest in _QUIET.items():
        logging.getLogger(name).setLevel(max(quietest, root.level))
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # its own report of a failure would print the line unscreened
    sys.excepthook = _log_crash


class JsonLines(logging.Formatter):
    def __init__(self, redact: Redact) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        return msgspec.json.encode(safe_fields(record, self._redact)).decode()


class TextLines(logging.Formatter):
    """For a terminal: time, level, message, then what was added."""

    def __init__(self, redact: Redact) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        shown = safe_fields(record, self._redact)
        clock, level, message = shown.pop("at")[11:19], shown.pop("level"), shown.pop("message")
        rest = " ".join(f"{name}={value}" for name, value in shown.items() if name not in ("logger", "error"))
        lines = [f"{clock} {level:<7} {message} {rest}".rstrip()]
        if error := shown.get("error"):
            lines += [f"  {error['type']}: {error['message']}", *(f"    {place}" for place in error["at"])]
        return "\n".join(lines)


def safe_fields(record: logging.LogRecord, redact: Redact) -> dict[str, Any]:
    """A line always comes out, and never unscreened: where that fails, only its place is told."""
    try:
        line: dict[str, Any] = screened(fields(record), redact)
    except Exception as error:  # whatever broke the screen, logging must not stop the desk
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        place = f"{record.pathname}:{record.lineno}"
        message = f"(a line from {place} could not be shown: {type(error).__name__})"
        line = {"at": at, "level": record.levelname.lower(), "logger": record.name, "message": message}
    return line


def fields(record: logging.LogRecord) -> dict[str, Any]:
    """What a line holds, in the order a reader wants it."""
    line: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": _said(record),
    }
    if request_id.get():
        line["request"] = request_id.get()
    line |= {name: value for name, value in record.__dict__.items() if name not in _STANDARD}
    if record.exc_info and record.exc_info[1] is not None:
        line["error"] = described(record.exc_info[1])
    return line


def screened(value: Any, redact: Redact) -> Any:
    """The same value, every text in it passed through the screen; what is no JSON becomes text first."""
    if isinstance(value, dict):
        return {str(name): screened(inner, redact) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [screened(inner, redact) for inner in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return redact(value if isinstance(value, str) else str(value)).encode("utf-8", "replace").decode()


def _said(record: logging.LogRecord) -> str:
    """A line whose arguments do not fit its text is still a line, not a second error."""
    try:
        said = record.getMessage()
    except (TypeError, ValueError, KeyError):
        said = str(record.msg)
    # asyncio's further lines show a task with the exception's own text
    return said.partition("\n")[0] if record.name == "asyncio" else said


def _log_crash(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("walletdesk").critical("The process ends here.", exc_info=(kind, error, traceback))
