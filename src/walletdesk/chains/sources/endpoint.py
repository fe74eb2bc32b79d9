"""Where a chain is asked by JSON-RPC: several endpoints, the next where one fails."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from walletdesk.chains.model.diagnosis import Trouble
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources.door import Door, Seconds, Send
from walletdesk.chains.sources.json_rpc import Call, Line, Reply, Result, body_of, replies_in

_OK: Final = 200
# Calls in one list: the first that an endpoint takes. Some take few, some only one by one.
_LENGTHS: Final = (100, 10, 1)


@dataclass(frozen=True, slots=True)
class Proof:
    """What an endpoint must say about itself, else nothing it says is believed."""

    call: Call
    fits: Callable[[bytes], bool]


def evm_proof(chain_id: int) -> Proof:
    return Proof(Call("eth_chainId"), lambda raw: _number(raw) == chain_id)


class Endpoint:
    """One address."""

    def __init__(self, door: Door, proof: Proof) -> None:
        self._door = door
        self._proof = proof
        self._most = _LENGTHS[0]

    @property
    def rests(self) -> bool:
        return self._door.rests

    async def ask(self, calls: Sequence[Call]) -> Sequence[Reply]:
        """Raise NoAnswer."""
        async with self._door.open():
            if not self._door.is_proven:
                (said,) = await self._asked([self._proof.call])
                self._door.prove(fits=isinstance(said, Result) and self._proof.fits(said.raw))
            return await self._asked(calls)

    async def _asked(self, calls: Sequence[Call]) -> Sequence[Reply]:
        replies: list[Reply] = []
        while len(replies) < len(calls):
            part = calls[len(replies) : len(replies) + self._most]
            told = replies_in(await self._posted(body_of(part)), len(part))
            if told is None:
                self._most = max(length for length in _LENGTHS if length < len(part))
            else:
                replies += told
        return replies

    async def _posted(self, body: bytes) -> bytes:
        answer = await self._door.send("", body)
        if answer.status != _OK and not answer.body.lstrip()[:1] == b"{":
            raise NoAnswer(Trouble.UNREADABLE)  # some say a refusal of a call with status 400; a page is none
        return answer.body


def evm_endpoint(send: Send, url: str, *, chain: str, chain_id: int, now: Seconds) -> Endpoint:
    return Endpoint(Door(send, url, chain=chain, now=now), evm_proof(chain_id))


class Endpoints:
    """Those of one chain, in the operator's order. The first that answers is believed. Fits ``Line``."""

    def __init__(self, endpoints: Sequence[Endpoint]) -> None:
        self._endpoints = endpoints

    @property
    def each(self) -> Sequence[Line]:
        """One by one, for whoever wants to hear a second one."""
        return self._endpoints

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


def _number(raw: bytes) -> int | None:
    try:
        return int(msgspec.json.decode(raw, type=str), 16)
    except (msgspec.DecodeError, ValueError):
        return None
