"""What one EVM endpoint says of a transaction: in two rounds, of which the second depends on the first."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from walletdesk.chains.model.diagnosis import EvmFacts, Known, Receipt, Token, Transaction, moves
from walletdesk.chains.sources import evm_answers as answers
from walletdesk.chains.sources.json_rpc import Call, Line, Reply

_SYMBOL, _DECIMALS = "0x95d89b41", "0x313ce567"  # symbol(), decimals()


class Look:
    """All that one line says of one transaction."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def at(self, id: str, known: Known | None) -> EvmFacts:
        """Raise NoAnswer."""
        transaction, receipt, head = await self._line.ask(
            [asked_of(id), receipt_of(id), Call("eth_blockNumber")]
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
        if facts.place is None:
            return facts
        (counted,) = await self._line.ask([counted_for(facts.place[0], "latest")])
        return replace(facts, next_nonce=answers.nonce_in(counted))

    async def _waiting(self, facts: EvmFacts, it: Transaction) -> EvmFacts:
        *of_sender, fees = await self._line.ask([*asked_of_sender(it.sender), FEES])
        return waiting(facts, of_sender, fees)

    async def _in_block(self, facts: EvmFacts, it: Transaction, receipt: Receipt) -> EvmFacts:
        facts = replace(facts, receipt=receipt)
        if facts.head is not None and facts.head < receipt.block:
            raise answers.inconsistent()
        if receipt.succeeded:
            return await self._moved(facts, it, receipt)
        (again,) = await self._line.ask([_again(it, receipt.block - 1)])
        return replace(facts, replay=answers.replay_in(again))

    async def _moved(self, facts: EvmFacts, it: Transaction, receipt: Receipt) -> EvmFacts:
        receivers = sorted(moves.receivers(it, receipt))
        tokens = sorted({one.token for one in moves.final(moves.moved(receipt))})
        calls = [Call("eth_getCode", (one, "latest")) for one in receivers]
        calls += [_asked(token, what) for token in tokens for what in (_SYMBOL, _DECIMALS)]
        fees, *replies = await self._line.ask([_middle_of(receipt.block), *calls])
        codes, names = replies[: len(receivers)], replies[len(receivers) :]
        return replace(
            facts,
            usual_price=answers.middle_price_in(fees, receipt.block),
            holders={one: answers.holder_in(code) for one, code in zip(receivers, codes, strict=True)},
            tokens=_named(tokens, names),
        )


FEES: Final = Call("eth_feeHistory", ("0x1", "latest", ()))


def _middle_of(block: int) -> Call:
    """What the transaction in the middle of a block, by gas, paid above the block's smallest fee."""
    return Call("eth_feeHistory", ("0x1", hex(block), answers.QUARTERS))


def asked_of(id: str) -> Call:
    return Call("eth_getTransactionByHash", (id,))


def receipt_of(id: str) -> Call:
    return Call("eth_getTransactionReceipt", (id,))


def counted_for(address: str, at: str) -> Call:
    return Call("eth_getTransactionCount", (address, at))


def asked_of_sender(sender: str) -> tuple[Call, Call, Call]:
    """What must be known of one who waits; ``waiting`` reads the replies."""
    return (
        counted_for(sender, "latest"),
        counted_for(sender, "pending"),
        Call("eth_getBalance", (sender, "latest")),
    )


def waiting(facts: EvmFacts, of_sender: Sequence[Reply], fees: Reply) -> EvmFacts:
    """Raise NoAnswer, also where its number is used while it is said to wait.

    Most likely it was used by itself, a moment ago: whoever just paid must not read of a thief.
    """
    latest, pool, balance = of_sender
    found = replace(
        facts,
        next_nonce=answers.nonce_in(latest),
        pool_nonce=answers.nonce_in(pool),
        balance=answers.amount_in(balance),
        base_fee=answers.next_base_fee_in(fees),
    )
    it, used = found.transaction, found.next_nonce
    if it is not None and used is not None and it.nonce < used:
        raise answers.inconsistent()
    return found


def _named(tokens: Sequence[str], names: Sequence[Reply]) -> dict[str, Token]:
    return {
        token: answers.token_in(symbol, decimals)
        for token, symbol, decimals in zip(tokens, names[::2], names[1::2], strict=True)
    }


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
