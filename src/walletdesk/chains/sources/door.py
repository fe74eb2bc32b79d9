"""The way to one endpoint: bounded in time and size, few requests at once, and a rest after failures."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from walletdesk.chains.model.diagnosis import Trouble
from walletdesk.chains.ports import NoAnswer
from walletdesk.platform.connector import Incoming, NotReached, Outgoing, Why
from walletdesk.platform.telemetry import counter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

Send = Callable[[Outgoing], Awaitable[Incoming]]
Seconds = Callable[[], float]

SECONDS: Final = 4.0  # for one answer; a person is waiting
MOST_BYTES: Final = 2_000_000  # a receipt with a thousand logs is about one
AT_ONCE: Final = 4  # requests to one endpoint; free plans allow not many more
FAILURES: Final = 3  # in a row; then it rests
REST: Final = 30.0  # seconds
LONGEST_REST: Final = 300.0  # whatever an endpoint asks for
PROOF_HOLDS: Final = 3_600.0  # seconds for which the name of a chain is believed
_TOO_MANY, _SERVER = 429, 500

_ASKED: Final = counter(
    "walletdesk_chain_requests_total", "Requests to chain endpoints.", ("chain", "outcome")
)
_WHY: Final[Mapping[Why, Trouble]] = {Why.TOO_SLOW: Trouble.TOO_SLOW, Why.TOO_LARGE: Trouble.UNREADABLE}


@dataclass(slots=True)
class _State:
    failures: int = 0
    rests_until: float = 0.0
    proven_until: float = 0.0
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))


class Door:
    """One address. What is read through it is the business of those who ask."""

    def __init__(self, send: Send, url: str, *, chain: str, now: Seconds) -> None:
        self._send = send
        self._url = url
        self._chain = chain
        self._now = now
        self._state = _State()

    @property
    def rests(self) -> bool:
        return self._now() < self._state.rests_until

    @asynccontextmanager
    async def open(self) -> "AsyncIterator[None]":
        """A block in which ``NoAnswer`` counts as a failure of it. Raise NoAnswer while it rests."""
        if self.rests:
            raise NoAnswer(Trouble.NOT_REACHED)
        try:
            async with self._state.places:
                yield
        except NoAnswer as failure:
            self._failed(failure.why)
            raise
        self._state.failures = 0
        _ASKED.add(1, self._chain, "answered")

    @property
    def is_proven(self) -> bool:
        """Whether it said within the hour that it is of this chain."""
        return self._now() < self._state.proven_until

    def prove(self, *, fits: bool) -> None:
        """Raise NoAnswer: of another chain nothing is believed."""
        if not fits:
            raise NoAnswer(Trouble.WRONG_CHAIN)
        self._state.proven_until = self._now() + PROOF_HOLDS

    async def send(self, path: str, body: bytes | None) -> Incoming:
        """With a body it is a POST of JSON. ``path`` is added to the address as it stands. Raise NoAnswer."""
        request = Outgoing(
            url=self._url.rstrip("/") + path if path else self._url,
            method="GET" if body is None else "POST",
            headers=_GET if body is None else _POST,
            body=body or b"",
            seconds=SECONDS,
            most_bytes=MOST_BYTES,
        )
        try:
            answer = await self._send(request)
        except NotReached as failure:
            raise NoAnswer(_WHY.get(failure.why, Trouble.NOT_REACHED)) from None
        if answer.status == _TOO_MANY:
            self._rest(_asked_for(answer.headers))
            raise NoAnswer(Trouble.BUSY)
        if answer.status >= _SERVER:
            raise NoAnswer(Trouble.NOT_REACHED)
        return answer

    def _failed(self, why: Trouble) -> None:
        _ASKED.add(1, self._chain, why.value)
        self._state.failures += 1
        if self._state.failures >= FAILURES or why is Trouble.WRONG_CHAIN:
            self._rest(REST)

    def _rest(self, seconds: float) -> None:
        self._state.rests_until = self._now() + seconds
        self._state.failures = 0


_GET: Final = {"Accept": "application/json"}
_POST: Final = {"Content-Type": "application/json", "Accept": "application/json"}


def _asked_for(headers: Mapping[str, str]) -> float:
    said = headers.get("retry-after", "")
    return min(float(said), LONGEST_REST) if said.isdecimal() and len(said) < 6 else REST
