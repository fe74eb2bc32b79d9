"""Many transactions of one EVM chain in two lists of calls, for those that are looked at again and again.

Only what still waits, and what nobody knows, is settled here: the rest has moved, and gets a look of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from walletdesk.chains.model.diagnosis import EvmFacts, Trouble
from walletdesk.chains.ports import Asked, NoAnswer
from walletdesk.chains.sources import evm_answers as answers
from walletdesk.chains.sources.evm_look import (
    FEES,
    asked_of,
    asked_of_sender,
    counted_for,
    receipt_of,
    waiting,
)
from walletdesk.chains.sources.json_rpc import Call, Line, Reply

Told = EvmFacts | Trouble
MOVED = Trouble.INCONSISTENT  # since it was looked at: what the lists say is not enough any more

_Replies = Mapping[Call, Reply]


async def listed(line: Line, asked: Sequence[Asked]) -> Sequence[Told]:
    """One for each, in their order."""
    try:
        *found, fees = await line.ask([*(asked_of(one.id) for one in asked), FEES])
        begun = [_begun(one, reply) for one, reply in zip(asked, found, strict=True)]
        calls = list(dict.fromkeys(call for one in begun for call in _more(one)))
        replies = dict(zip(calls, await line.ask(calls) if calls else (), strict=True))
    except NoAnswer as failure:
        return [failure.why] * len(asked)
    return [_settled(one, replies, fees) for one in begun]


def _begun(one: Asked, reply: Reply) -> Told:
    facts = EvmFacts(id=one.id, known=one.known)
    try:
        found = answers.transaction_in(reply, one.id)
    except NoAnswer as failure:
        return failure.why
    if found is None:
        return facts
    return replace(facts, transaction=found[0]) if found[0].block is None else MOVED


def _more(begun: Told) -> Iterator[Call]:
    if not isinstance(begun, EvmFacts):
        return
    if begun.transaction is not None:
        yield from asked_of_sender(begun.transaction.sender)
        return
    yield receipt_of(begun.id)
    if begun.place is not None:
        yield counted_for(begun.place[0], "latest")


def _settled(begun: Told, replies: _Replies, fees: Reply) -> Told:
    if not isinstance(begun, EvmFacts):
        return begun
    try:
        if begun.transaction is not None:
            of_sender = [replies[call] for call in asked_of_sender(begun.transaction.sender)]
            return waiting(begun, of_sender, fees)
        answers.expect_none(replies[receipt_of(begun.id)])
        if begun.place is None:
            return begun
        counted = replies[counted_for(begun.place[0], "latest")]
        return replace(begun, next_nonce=answers.nonce_in(counted))
    except NoAnswer as failure:
        return failure.why
