"""The door of the house: better a clear "come back in a moment" than a place in a queue that never moves."""

import time
from typing import Final

from walletdesk.kernel.errors import Unavailable
from walletdesk.platform.http.web import Web

_SAFE: Final = ("GET", "HEAD", "OPTIONS")
_SOON: Final = 2  # seconds; a crowd at the door is mostly gone by then


class Admission:
    """Counts what is inside. Probes and static files pass without being counted."""

    def __init__(self, web: Web) -> None:
        self._limits = web.settings.limits
        self._busy = web.busy
        self.requests = 0
        self.sockets = 0
        self._second = 0
        self._handshakes = 0

    def admit(self, method: str) -> None:
        """Raises Unavailable when the house is full, or where something must be kept and nothing can be."""
        if self.requests >= self._limits.requests_at_once:
            raise Unavailable(retry_after=_SOON)
        if method not in _SAFE and (wait := self._busy()) is not None:
            raise Unavailable(retry_after=wait)

    def admit_socket(self) -> None:
        """After a restart everybody comes at once: so many handshakes a second, the rest a little later."""
        second = int(time.monotonic())
        if second != self._second:
            self._second, self._handshakes = second, 0
        self._handshakes += 1
        over = self._handshakes - self._limits.sockets_per_second
        if over > 0 or self.sockets >= self._limits.sockets:
            raise Unavailable(retry_after=_SOON + max(0, over) // self._limits.sockets_per_second)
