"""Reading a page of JSON strictly: another status, other text or another form is no answer."""

from collections.abc import Callable
from typing import TypeVar

import msgspec

from walletdesk.chains.model.diagnosis import Trouble
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources.pages import Page

T = TypeVar("T")
_OK = 200


def unreadable() -> NoAnswer:
    return NoAnswer(Trouble.UNREADABLE)


def inconsistent() -> NoAnswer:
    return NoAnswer(Trouble.INCONSISTENT)


def decoded(page: Page, type: Callable[..., T] | object) -> T:
    """Raise NoAnswer."""
    if page.status != _OK:
        raise unreadable()
    return parsed(page.body, type)


def parsed(raw: bytes, type: Callable[..., T] | object) -> T:
    """Raise NoAnswer."""
    try:
        found: T = msgspec.json.decode(raw, type=type)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise unreadable() from None
    return found
