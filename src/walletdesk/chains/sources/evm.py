"""Reads a transaction from a chain of the EVM family: in two rounds, the second depends on the first."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from walletdesk.chains.model.diagnosis import EvmFacts, Known, Receipt, Token, Transaction, Trouble, moves
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources import evm_answers as answers
from walletdesk.chains.sources.json_rpc import Call, Line, Reply

_SYMBOL, _DECIMALS = "0x95d89b41", "0x313ce567"  # symbol(), decimals()
# A block may come between two questions: then the answers do not fit together, and a moment later they do.
_TRIES: Final = 3
_PAUSE: Final = 0.2  # seconds


class EvmSource:
    """Fits the port."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def look_up(self, id: str, known: Known | None = None) -> EvmFacts:
        id = id.lower()
        for _ in range(_TRIES - 1):
            try:
                facts = await self._looked(id, known)
            except NoAnswer as failure:
                if failure.why is not Trouble.INCONSISTENT:
                    raise
            else:
                if not _has_moved(facts):
                    return facts
            await asyncio.sleep(_PAUSE)
        facts = await self._looked(id, known)
        if _has_moved(facts):  # its nodes do not agree, and whoever just paid must not read of a thief
            raise NoAnswer(Trouble.INCONSISTENT)
        return facts

    async def _looked(self, id: str, known: Known | None) -> EvmFacts:
        transaction, receipt, head = await self._line.ask(
            [
                Call("eth_getTransactionByHash", (id,)),
                Call("eth_getTransactionReceipt", (id,)),
                Call("eth_blockNumber"),
            ]
        )
        facts = EvmFacts(id=id, head=answers.block_in(head), known=known)
        found = answers.transaction_in(transaction, id)
        if found is None:
            answers.expect_none(receipt)
            return await self._without(facts)
        facts = replace(facts, transaction=found[0])
        if found[0].block is None:
            answers.expect_none(receipt)
            return await self._waiting(facts, found[0])
        return await self._in_block(facts, found[0], answers.receipt_in(receipt, id, *found))

    async def _without(self, facts: EvmFacts) -> EvmFacts:
        if facts.known is None:
            return facts
        (counted,) = await self._line.ask([_counted(facts.known.sender, "latest")])
        return replace(facts, next_nonce=answers.nonce_in(counted))

    async def _waiting(self, facts: EvmFacts, it: Transaction) -> EvmFacts:
        latest, pool, balance, fees = await self._line.ask(
            [
                _counted(it.sender, "latest"),
                _counted(it.sender, "pending"),
                Call("eth_getBalance", (it.sender, "latest")),
                Call("eth_feeHistory", ("0x1", "latest", ())),
            ]
        )
        return replace(
            facts,
            next_nonce=answers.nonce_in(latest),
            pool_nonce=answers.nonce_in(pool),
            balance=answers.amount_in(balance),
            base_fee=answers.next_base_fee_in(fees),
        )

    async def _in_block(self, facts: EvmFacts, it: Transaction, receipt: Receipt) -> EvmFacts:
        facts = replace(facts, receipt=receipt)
        if facts.head is not None and facts.head < receipt.block:
            raise NoAnswer(Trouble.INCONSISTENT)
        if receipt.succeeded:
            return await self._moved(facts, it, receipt)
        (again,) = await self._line.ask([_again(it, receipt.block - 1)])
        return replace(facts, replay=answers.replay_in(again))

    async def _moved(self, facts: EvmFacts, it: Transaction, receipt: Receipt) -> EvmFacts:
        receivers = sorted(moves.receivers(it, receipt))
        tokens = sorted({one.token for one in moves.final(moves.moved(receipt))})
        calls = [Call("eth_getCode", (one, "latest")) for one in receivers]
        calls += [_asked(token, what) for token in tokens for what in (_SYMBOL, _DECIMALS)]
        replies = await self._line.ask(calls) if calls else []
        codes, names = replies[: len(receivers)], replies[len(receivers) :]
        return replace(
            facts,
            holders={one: answers.holder_in(code) for one, code in zip(receivers, codes, strict=True)},
            tokens=_named(tokens, names),
        )


def _has_moved(facts: EvmFacts) -> bool:
    """Its place was taken while it was said to wait: most likely by itself, a moment ago."""
    it = facts.transaction
    waits = it is not None and it.block is None
    return waits and facts.next_nonce is not None and it is not None and it.nonce < facts.next_nonce


def _named(tokens: Sequence[str], names: Sequence[Reply]) -> dict[str, Token]:
    return {
        token: answers.token_in(symbol, decimals)
        for token, symbol, decimals in zip(tokens, names[::2], names[1::2], strict=True)
    }


def _counted(address: str, at: str) -> Call:
    return Call("eth_getTransactionCount", (address, at))


def _asked(contract: str, what: str) -> Call:
    return Call("eth_call", ({"to": contract, "data": what}, "latest"))


def _again(it: Transaction, block: int) -> Call:
    """The same call on the state before its block: any node can do that as long as it keeps that state."""
    call: dict[str, Any] = {
        "from": it.sender,
        "data": "0x" + it.data.hex(),
        "value": hex(it.value),
        "gas": hex(it.gas),
    }
    if it.to is not None:
        call["to"] = it.to
    return Call("eth_call", (call, hex(block)))
