"""All chains that can be asked, side by side; what was answered a moment ago is not asked again."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Final

from walletdesk.chains.model.account import Account
from walletdesk.chains.model.diagnosis import Facts, Known, Trouble
from walletdesk.chains.ports import (
    AccountSource,
    Asked,
    ChainSource,
    HolderSource,
    ListSource,
    NoAnswer,
    Placed,
    Question,
)
from walletdesk.chains.sources.door import Seconds

WAITS: Final = 5.0  # seconds; a block may come
STANDS: Final = 60.0  # seconds, once it is in a block: only the number of confirmations grows
MOST: Final = 2_000  # answers that are kept
AT_ONCE: Final = 8  # addresses: each of them is asked about on all chains of its family

_Key = tuple[str, str, Known | None]


class SeveralChains:
    """Fits the port ``Sources``. A failure is not kept: the next person asks again."""

    def __init__(self, sources: Mapping[str, ChainSource], now: Seconds) -> None:
        self._sources = sources
        self._now = now
        self._kept: OrderedDict[_Key, tuple[float, Facts]] = OrderedDict()

    async def look_up(
        self, id: str, chains: Sequence[str], known: Known | None
    ) -> Mapping[str, Facts | Trouble]:
        answers = await asyncio.gather(*(self._one(chain, Asked(id, known)) for chain in chains))
        return dict(zip(chains, answers, strict=True))

    async def look_up_all(self, questions: Sequence[Question]) -> Sequence[Mapping[str, Facts | Trouble]]:
        by_chain: dict[str, dict[Asked, None]] = {}
        for one in questions:
            for chain in one.chains:
                by_chain.setdefault(chain, {})[Asked(one.id, one.known)] = None
        told = await asyncio.gather(*(self._all(chain, list(asked)) for chain, asked in by_chain.items()))
        heard = dict(zip(by_chain, told, strict=True))
        return [{chain: heard[chain][Asked(one.id, one.known)] for chain in one.chains} for one in questions]

    async def inspect(self, address: str, chains: Sequence[str]) -> Mapping[str, Account | Trouble]:
        """Never kept: whoever is being robbed wants to know what is there now."""
        told = await asyncio.gather(*(_inspected(self._sources.get(chain), address) for chain in chains))
        return dict(zip(chains, told, strict=True))

    async def with_contracts(self, placed: Sequence[Placed]) -> Sequence[Sequence[str]]:
        """Each address once, a few at a time: every one of them is a question to each chain of a family."""
        room = asyncio.Semaphore(AT_ONCE)

        async def asked(one: Placed) -> Sequence[str]:
            async with room:
                return await self._with_contract(one)

        each = list(dict.fromkeys(placed))
        told = dict(zip(each, await asyncio.gather(*map(asked, each)), strict=True))
        return [told[one] for one in placed]

    async def _with_contract(self, one: Placed) -> Sequence[str]:
        here = type(self._sources.get(one.chain))
        others = {id: at for id, at in self._sources.items() if id != one.chain and isinstance(at, here)}
        told = await asyncio.gather(*(_holds_contract(at, one.address) for at in others.values()))
        return [id for id, holds in zip(others, told, strict=True) if holds]

    async def _one(self, chain: str, asked: Asked) -> Facts | Trouble:
        source = self._sources.get(chain)
        if source is None:
            return Trouble.NO_ENDPOINT
        if (kept := self._known(chain, asked)) is not None:
            return kept
        try:
            facts = await source.look_up(asked.id, asked.known)
        except NoAnswer as failure:
            return failure.why
        self._keep(chain, asked, facts)
        return facts

    async def _all(self, chain: str, asked: Sequence[Asked]) -> Mapping[Asked, Facts | Trouble]:
        source: object = self._sources.get(chain)
        if not isinstance(source, ListSource):
            told = await asyncio.gather(*(self._one(chain, one) for one in asked))
            return dict(zip(asked, told, strict=True))
        kept = {one: self._known(chain, one) for one in asked}
        new = [one for one, facts in kept.items() if facts is None]
        heard: dict[Asked, Facts | Trouble] = {one: facts for one, facts in kept.items() if facts is not None}
        for one, facts in zip(new, await source.look_up_all(new) if new else (), strict=True):
            heard[one] = facts
            if not isinstance(facts, Trouble):
                self._keep(chain, one, facts)
        return heard

    def _known(self, chain: str, asked: Asked) -> Facts | None:
        until, facts = self._kept.get(_key(chain, asked), (0.0, None))
        return facts if self._now() < until else None

    def _keep(self, chain: str, asked: Asked, facts: Facts) -> None:
        key = _key(chain, asked)
        self._kept[key] = (self._now() + (STANDS if facts.is_in_block else WAITS), facts)
        self._kept.move_to_end(key)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)


def _key(chain: str, asked: Asked) -> _Key:
    id = asked.id.lower() if asked.id.startswith("0x") else asked.id  # in base58 the case counts
    return chain, id, asked.known


async def _inspected(source: object, address: str) -> Account | Trouble:
    if not isinstance(source, AccountSource):
        return Trouble.NO_ENDPOINT  # or a family of which addresses cannot be asked about
    try:
        return await source.inspect(address)
    except NoAnswer as failure:
        return failure.why


async def _holds_contract(source: object, address: str) -> bool:
    """A chain that does not answer says nothing: then no more is said than without it."""
    if not isinstance(source, HolderSource):
        return False
    try:
        return await source.holds_contract(address)
    except NoAnswer:
        return False
