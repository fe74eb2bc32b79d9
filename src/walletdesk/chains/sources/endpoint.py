"""Where a chain is asked: several endpoints, the next where one fails, and a rest for those that failed."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from walletdesk.chains.model.diagnosis import Trouble
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources.json_rpc import Call, Reply, Result, body_of, replies_in
from walletdesk.platform.connector import Incoming, NotReached, Outgoing, Why
from walletdesk.platform.telemetry import counter

Send = Callable[[Outgoing], Awaitable[Incoming]]
Seconds = Callable[[], float]

SECONDS: Final = 4.0  # for one answer; a person is waiting
MOST_BYTES: Final = 2_000_000  # a receipt with a thousand logs is about one
AT_ONCE: Final = 4  # requests to one endpoint; free plans allow not many more
FAILURES: Final = 3  # in a row; then it rests
REST: Final = 30.0  # seconds
LONGEST_REST: Final = 300.0  # whatever an endpoint asks for
CHAIN_HOLDS: Final = 3_600.0  # seconds for which the name of a chain is believed
_OK, _TOO_MANY, _SERVER = 200, 429, 500

_ASKED: Final = counter(
    "walletdesk_chain_requests_total", "Requests to chain endpoints.", ("chain", "outcome")
)
_WHY: Final[Mapping[Why, Trouble]] = {Why.TOO_SLOW: Trouble.TOO_SLOW, Why.TOO_LARGE: Trouble.UNREADABLE}


@dataclass(slots=True)
class _State:
    failures: int = 0
    rests_until: float = 0.0
    proven_until: float = 0.0
    takes_lists: bool = True
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))


class Endpoint:
    """One address. ``chain_id``: what it must say about itself, else nothing it says is believed."""

    def __init__(self, send: Send, url: str, *, chain: str, chain_id: int, now: Seconds) -> None:
        self._send = send
        self._url = url
        self._chain = chain
        self._chain_id = chain_id
        self._now = now
        self._state = _State()

    @property
    def rests(self) -> bool:
        return self._now() < self._state.rests_until

    async def ask(self, calls: Sequence[Call]) -> Sequence[Reply]:
        """Raise NoAnswer."""
        if self.rests:
            raise NoAnswer(Trouble.NOT_REACHED)
        try:
            async with self._state.places:
                await self._prove_chain()
                replies = await self._asked(calls)
        except NoAnswer as failure:
            self._failed(failure.why)
            raise
        self._state.failures = 0
        _ASKED.add(1, self._chain, "answered")
        return replies

    def _failed(self, why: Trouble) -> None:
        _ASKED.add(1, self._chain, why.value)
        self._state.failures += 1
        if self._state.failures >= FAILURES or why is Trouble.WRONG_CHAIN:
            self._rest(REST)

    def _rest(self, seconds: float) -> None:
        self._state.rests_until = self._now() + seconds
        self._state.failures = 0

    async def _prove_chain(self) -> None:
        if self._now() < self._state.proven_until:
            return
        (said,) = await self._asked([Call("eth_chainId")])
        if not isinstance(said, Result) or _number(said.raw) != self._chain_id:
            raise NoAnswer(Trouble.WRONG_CHAIN)
        self._state.proven_until = self._now() + CHAIN_HOLDS

    async def _asked(self, calls: Sequence[Call]) -> Sequence[Reply]:
        if self._state.takes_lists or len(calls) == 1:
            replies = replies_in(await self._posted(body_of(calls)), len(calls))
            if replies is not None:
                return replies
            self._state.takes_lists = False
        return [one for call in calls for one in await self._single(call)]

    async def _single(self, call: Call) -> Sequence[Reply]:
        return replies_in(await self._posted(body_of([call])), 1) or ()

    async def _posted(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        try:
            answer = await self._send(
                Outgoing(
                    url=self._url,
                    method="POST",
                    headers=headers,
                    body=body,
                    seconds=SECONDS,
                    most_bytes=MOST_BYTES,
                )
            )
        except NotReached as failure:
            raise NoAnswer(_WHY.get(failure.why, Trouble.NOT_REACHED)) from None
        if answer.status == _TOO_MANY:
            self._rest(_asked_for(answer.headers))
            raise NoAnswer(Trouble.BUSY)
        if answer.status >= _SERVER:
            raise NoAnswer(Trouble.NOT_REACHED)
        if answer.status != _OK and not answer.body.lstrip()[:1] == b"{":
            raise NoAnswer(Trouble.UNREADABLE)  # some say a refusal of a call with status 400; a page is none
        return answer.body


class Endpoints:
    """Those of one chain, in the operator's order. The first that answers is believed."""

    def __init__(self, endpoints: Sequence[Endpoint]) -> None:
        self._endpoints = endpoints

    async def ask(self, calls: Sequence[Call]) -> Sequence[Reply]:
        """Raise NoAnswer, with what the last of them had."""
        why = Trouble.NO_ENDPOINT if not self._endpoints else Trouble.NOT_REACHED
        for endpoint in self._endpoints:
            if endpoint.rests:
                continue
            try:
                return await endpoint.ask(calls)
            except NoAnswer as failure:
                why = failure.why
        raise NoAnswer(why)


def _asked_for(headers: Mapping[str, str]) -> float:
    said = headers.get("retry-after", "")
    return min(float(said), LONGEST_REST) if said.isdecimal() and len(said) < 6 else REST


def _number(raw: bytes) -> int | None:
    try:
        return int(msgspec.json.decode(raw, type=str), 16)
    except (msgspec.DecodeError, ValueError):
        return None
