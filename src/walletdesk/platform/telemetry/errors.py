"""An exception as a log may show it: what, where and why, without the data it was thrown over."""

from traceback import extract_tb
from types import TracebackType
from typing import Any, Final

from walletdesk.kernel.errors import Refused

# These say what they choked on: int("...") quotes the text, a missing key is the text itself.
_QUOTES: Final = (ValueError, LookupError, AssertionError)
_LONGEST: Final = 300  # characters of one message
_DEEPEST: Final = 5  # causes of causes
_FRAMES: Final = 30  # of one traceback, the innermost


def described(error: BaseException, depth: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": _name(error),
        "message": _message(error),
        "at": _places(error.__traceback__),
    }
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and depth < _DEEPEST:
        found["because"] = described(cause, depth + 1)
    if isinstance(error, BaseExceptionGroup) and depth < _DEEPEST:
        found["parts"] = [described(part, depth + 1) for part in error.exceptions[:_DEEPEST]]
    return found


def _message(error: BaseException) -> str:
    """The first line: databases put the offending row into the second."""
    if isinstance(error, Refused):
        return error.message
    if isinstance(error, _QUOTES):
        return "(withheld: it may quote what somebody typed)"
    return str(error).partition("\n")[0][:_LONGEST]


def _name(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _places(traceback: TracebackType | None) -> list[str]:
    """``file:line function``, outermost first; never a source line or a variable."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(traceback)[-_FRAMES:]]
