"""Reads a transaction from Solana by JSON-RPC."""

import asyncio
from dataclasses import replace
from typing import Final

from walletdesk.chains.model.diagnosis import Known, Trouble
from walletdesk.chains.model.diagnosis.solana_facts import SolanaFacts, SolanaTransaction
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources import solana_answers as answers
from walletdesk.chains.sources.endpoint import Proof
from walletdesk.chains.sources.json_rpc import Call, Line
from walletdesk.chains.sources.page_answers import inconsistent

_TRIES: Final = 3  # its blocks come several in a second: a later question may find it
_PAUSE: Final = 0.4  # seconds
_SURE: Final = {"commitment": "confirmed"}
# Its bytes and not the node's reading of them: they are signed.
_WHOLE: Final = {"encoding": "base64", "maxSupportedTransactionVersion": 0, **_SURE}


def solana_proof(genesis: str) -> Proof:
    return Proof(Call("getGenesisHash"), lambda raw: answers.genesis_in(raw) == genesis)


class SolanaSource:
    """Fits the port."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def look_up(self, id: str, known: Known | None = None) -> SolanaFacts:
        for _ in range(_TRIES - 1):
            try:
                return await self._looked(id, known)
            except NoAnswer as failure:
                if failure.why is not Trouble.INCONSISTENT:
                    raise
            await asyncio.sleep(_PAUSE)
        return await self._looked(id, known)

    async def _looked(self, id: str, known: Known | None) -> SolanaFacts:
        statuses, whole = await self._line.ask(
            [
                Call("getSignatureStatuses", ((id,), {"searchTransactionHistory": True})),
                Call("getTransaction", (id, _WHOLE)),
            ]
        )
        facts, standing = SolanaFacts(id=id, known=known), answers.standing_in(statuses)
        is_sure = standing is not None and standing.level != "processed"
        if answers.is_null(whole) is is_sure:
            raise inconsistent()
        if standing is None:
            return await self._without(facts)
        if not is_sure:
            return replace(facts, waits=True)
        it = answers.transaction_in(whole, id, standing)
        return replace(facts, transaction=it, rent=await self._rent(it))

    async def _without(self, facts: SolanaFacts) -> SolanaFacts:
        if facts.known is None or facts.known.last_block is None:
            return facts
        height, latest = await self._line.ask(
            [Call("getBlockHeight", (_SURE,)), Call("getLatestBlockhash", (_SURE,))]
        )
        return replace(facts, height=answers.height_in(height, latest))

    async def _rent(self, it: SolanaTransaction) -> int | None:
        """What an account must hold changes by vote: the number of today is asked for where it matters."""
        if it.failed is None or it.failed.name != "InsufficientFundsForRent":
            return None
        (rent,) = await self._line.ask([Call("getMinimumBalanceForRentExemption", (0,))])
        return answers.rent_in(rent)
