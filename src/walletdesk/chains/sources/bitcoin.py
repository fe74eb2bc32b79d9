"""Reads a transaction of Bitcoin or its kin, from an interface in the style of Esplora or mempool.space."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from walletdesk.chains.model.diagnosis import Known, Trouble
from walletdesk.chains.model.diagnosis.bitcoin_facts import BitcoinFacts, BitcoinTransaction
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources import bitcoin_answers as answers
from walletdesk.chains.sources.page_answers import inconsistent
from walletdesk.chains.sources.pages import Fetch, Fits, Reader, Want

_TRIES: Final = 3  # a block may come between two answers
_PAUSE: Final = 0.2  # seconds
_MOST_COINS: Final = 5  # that are looked at: each is a question of its own
_COIN: Final = re.compile(r"([0-9a-f]{64}):(\d{1,9})")


def is_of(block: str, height: int) -> Fits:
    """Two chains may have the same oldest block: the table names one that only this chain has."""

    async def fits(fetch: Fetch) -> bool:
        return answers.block_id_in(await fetch(Want(f"/block-height/{height}"))) == block.lower()

    return fits


class BitcoinSource:
    """Fits the port."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def look_up(self, id: str, known: Known | None = None) -> BitcoinFacts:
        id = id.lower()
        for _ in range(_TRIES - 1):
            try:
                return await self._looked(id, known)
            except NoAnswer as failure:
                if failure.why is not Trouble.INCONSISTENT:
                    raise
            await asyncio.sleep(_PAUSE)
        return await self._looked(id, known)

    async def _looked(self, id: str, known: Known | None) -> BitcoinFacts:
        found, tip = await self._reader.fetch([Want(f"/tx/{id}"), Want("/blocks/tip/height")])
        facts = BitcoinFacts(id=id, head=answers.height_in(tip), known=known)
        it = answers.transaction_in(found, id)
        if it is None:
            return await self._without(facts)
        facts = replace(facts, transaction=it)
        if it.block is None:
            return await self._waiting(facts, it)
        if it.block > facts.head:
            raise inconsistent()
        return facts

    async def _without(self, facts: BitcoinFacts) -> BitcoinFacts:
        if coins := [one for one in (facts.known.coins if facts.known else ()) if _COIN.fullmatch(one)]:
            facts = await self._spent(facts, coins)
            return replace(facts, free=facts.replacement is None)
        (history,) = await self._reader.fetch([Want(f"/v1/tx/{facts.id}/rbf")])
        newest = answers.newest_in(history, facts.id)
        return facts if newest is None else await self._replaced(facts, newest, "")

    async def _waiting(self, facts: BitcoinFacts, it: BitcoinTransaction) -> BitcoinFacts:
        facts = await self._spent(facts, [one.name for one in it.spends])
        if facts.replacement is not None:
            return facts
        estimates, recommended, relatives = await self._reader.fetch(
            [Want("/fee-estimates"), Want("/v1/fees/recommended"), Want(f"/v1/cpfp/{facts.id}")]
        )
        next_rate = answers.next_rate_in(estimates, recommended)
        told = answers.relatives_in(relatives, it, next_rate)
        return replace(facts, next_rate=next_rate, relatives=told)

    async def _spent(self, facts: BitcoinFacts, coins: Sequence[str]) -> BitcoinFacts:
        """With the first other transaction that spends one of the coins."""
        asked = coins[:_MOST_COINS]
        pages = await self._reader.fetch([_outspend(coin) for coin in asked])
        for coin, page in zip(asked, pages, strict=True):
            spender = answers.spender_in(page)
            if spender is not None and spender != facts.id:
                return await self._replaced(facts, spender, coin)
            if spender is not None and facts.transaction is None:
                raise inconsistent()  # it spends a coin, and is not known
        return replace(facts, looked_at=len(asked))

    async def _replaced(self, facts: BitcoinFacts, by: str, coin: str) -> BitcoinFacts:
        (other,) = await self._reader.fetch([Want(f"/tx/{by}")])
        told = answers.replacement(by, answers.transaction_in(other, by), coin)
        return replace(facts, replacement=told)


def _outspend(coin: str) -> Want:
    txid, _, place = coin.partition(":")
    return Want(f"/tx/{txid}/outspend/{place}")
