"""What all these readers do alike: ask again where answers do not fit together, read a page or refuse it."""

import asyncio
from collections.abc import Callable
from typing import Final, Protocol, TypeVar

import msgspec

from walletdesk.chains.model.diagnosis import Known, LedgerFacts, State, Trouble
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources.pages import Fetch, Fits, Page, Want

T = TypeVar("T")

# A block may come between two questions: then the answers do not fit together, and a moment later they do.
_TRIES: Final = 3
_PAUSE: Final = 0.2  # seconds
_OK: Final = 200
LARGEST_BLOCK: Final = 2**53
LARGEST: Final = 2**128  # of any amount in the smallest unit


class Reader(Protocol):
    async def read(self, id: str) -> LedgerFacts:
        """``id`` as the chain itself writes it. Raise NoAnswer."""
        ...

    def own_form(self, id: str) -> str | None:
        """As the chain writes it; None where it can be no transaction of this chain."""
        ...


class LedgerSource:
    """Fits the port."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def look_up(self, id: str, known: Known | None = None) -> LedgerFacts:
        own = self._reader.own_form(id)
        if own is None:  # nobody can know it, so that nobody is asked
            return LedgerFacts(id=id, state=State.ABSENT)
        for _ in range(_TRIES - 1):
            try:
                return await self._reader.read(own)
            except NoAnswer as failure:
                if failure.why is not Trouble.INCONSISTENT:
                    raise
            await asyncio.sleep(_PAUSE)
        return await self._reader.read(own)


def unreadable() -> NoAnswer:
    return NoAnswer(Trouble.UNREADABLE)


def inconsistent() -> NoAnswer:
    return NoAnswer(Trouble.INCONSISTENT)


def decoded(body: bytes, type: Callable[..., T]) -> T:
    """Raise NoAnswer."""
    try:
        found: T = msgspec.json.decode(body, type=type)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise unreadable() from None
    return found


def read_page(page: Page, type: Callable[..., T]) -> T:
    """Of an answer that says that all is well. Raise NoAnswer."""
    if page.status != _OK:
        raise unreadable()
    return decoded(page.body, type)


def number(text: str, most: int = LARGEST) -> int:
    """Of decimal digits. Raise NoAnswer."""
    if not text.isascii() or not text.isdecimal() or len(text) > 40 or int(text) > most:
        raise unreadable()
    return int(text)


def told(value: int, most: int = LARGEST_BLOCK) -> int:
    """Of a number that came as one. Raise NoAnswer."""
    if not 0 <= value <= most:
        raise unreadable()
    return value


def below(block: int, head: int) -> int:
    """The block, which cannot be above the newest. Raise NoAnswer."""
    if told(block) > told(head):
        raise inconsistent()
    return block


def proven_by(want: Want, is_ours: Callable[[Page], bool]) -> Fits:
    """Ask an endpoint for one page that tells whose it is; what cannot be read tells nothing."""

    async def fits(fetch: Fetch) -> bool:
        return is_ours(await fetch(want))

    return fits
