"""Reads transactions of a chain of the EVM family: one, or many at once.

Whatever one node does not know is asked of a second one, where there is one, before that is said.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from walletdesk.chains.model.account import Account
from walletdesk.chains.model.diagnosis import EvmFacts, Holder, Known, Trouble
from walletdesk.chains.ports import Asked, NoAnswer
from walletdesk.chains.sources.evm_account import AccountLook
from walletdesk.chains.sources.evm_agreeing import Heard
from walletdesk.chains.sources.evm_answers import holder_in
from walletdesk.chains.sources.evm_lists import MOVED, listed
from walletdesk.chains.sources.evm_look import Look
from walletdesk.chains.sources.json_rpc import Call, Line

# A block may come between two questions: then the answers do not fit together, and a moment later they do.
_TRIES: Final = 3
_PAUSE: Final = 0.2  # seconds
AT_ONCE: Final = 99  # transactions in one list of calls; with the question for the fee it is 100
# It moved, or one alone may be read where a list is not.
_LOOK_AGAIN: Final = frozenset({Trouble.INCONSISTENT, Trouble.UNREADABLE})


class EvmSource:
    """Fits the ports. ``lines``: the endpoints, in the operator's order; each look is all at one of them."""

    def __init__(self, *lines: Line) -> None:
        self._lines = lines

    async def look_up(self, id: str, known: Known | None = None) -> EvmFacts:
        id = id.lower()
        for _ in range(_TRIES - 1):
            try:
                return await self._agreed(id, known)
            except NoAnswer as failure:
                if failure.why is not Trouble.INCONSISTENT:
                    raise
            await asyncio.sleep(_PAUSE)
        return await self._agreed(id, known)

    async def _agreed(self, id: str, known: Known | None) -> EvmFacts:
        heard = Heard()
        for line in self._lines:
            try:
                heard.add(await Look(line).at(id, known))
            except NoAnswer as failure:
                heard.add(failure.why)
            if heard.is_over:
                break
        return heard.facts()

    async def look_up_all(self, asked: Sequence[Asked]) -> Sequence[EvmFacts | Trouble]:
        small = [replace(one, id=one.id.lower()) for one in asked]
        once = list(dict.fromkeys(small))
        lists = [once[begin : begin + AT_ONCE] for begin in range(0, len(once), AT_ONCE)]
        told = await asyncio.gather(*map(self._list, lists))
        by_asked = dict(zip(once, (one for each in told for one in each), strict=True))
        return [by_asked[one] for one in small]

    async def inspect(self, address: str) -> Account:
        why = Trouble.NO_ENDPOINT
        for line in self._lines:
            try:
                return await AccountLook(line).at(address.lower())
            except NoAnswer as failure:
                why = failure.why
        raise NoAnswer(why)

    async def holds_contract(self, address: str) -> bool:
        for line in self._lines:
            try:
                (code,) = await line.ask([Call("eth_getCode", (address, "latest"))])
                return holder_in(code) is Holder.CONTRACT
            except NoAnswer:
                continue
        raise NoAnswer(Trouble.NOT_REACHED)

    async def _list(self, asked: Sequence[Asked]) -> Sequence[EvmFacts | Trouble]:
        heard = {one: Heard() for one in asked}
        for line in self._lines:
            still = [one for one, told in heard.items() if not told.is_over and MOVED not in told.silent]
            for one, told in zip(still, await listed(line, still) if still else (), strict=True):
                heard[one].add(told)
        return await asyncio.gather(*(self._told(one, heard[one]) for one in asked))

    async def _told(self, one: Asked, heard: Heard) -> EvmFacts | Trouble:
        """What the lists said, or a look of its own."""
        try:
            return heard.facts()
        except NoAnswer as failure:
            if failure.why not in _LOOK_AGAIN:
                return failure.why
        try:
            return await self.look_up(one.id, one.known)
        except NoAnswer as failure:
            return failure.why
