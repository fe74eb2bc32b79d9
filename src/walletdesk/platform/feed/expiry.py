"""Lines whose token runs out. One timer looks over all of them, so that an idle line costs no task."""

import asyncio
from datetime import datetime
from typing import Protocol

from walletdesk.kernel.clock import Clock
from walletdesk.platform.feed.sockets import TOKEN_REFUSED

LOOK_EVERY = 5.0  # seconds: a token that ended keeps its line no longer than this
MOST_AT_ONCE = 200  # in one look: after a clock was set forward not everybody may come back in one second


class Closing(Protocol):
    """What of a line is needed here."""

    def close(self, code: int) -> None: ...


class Expiry:
    """Closes each line when its time is over, with the code that makes a client ask for a new token."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[Closing, datetime] = {}
        self._looking: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._until)

    def watch(self, line: Closing, until: datetime) -> None:
        self._until[line] = until
        self._look_later()

    def forget(self, line: Closing) -> None:
        self._until.pop(line, None)

    def look(self) -> None:
        """Close what is over; comes by itself every few seconds while there is a line."""
        now = self._clock()
        over = [line for line, until in self._until.items() if until <= now]
        for line in over[:MOST_AT_ONCE]:
            self.forget(line)
            line.close(TOKEN_REFUSED)

    def _look_later(self) -> None:
        if self._until and self._looking is None:
            self._looking = asyncio.get_running_loop().call_later(LOOK_EVERY, self._look_again)

    def _look_again(self) -> None:
        self._looking = None
        self.look()
        self._look_later()
