"""Reads TON as TON Center tells it (toncenter.com, API v3).

A wallet there is a program that sends messages, and what a message causes is a transaction of its own. So a
payment is looked at on both sides: whether it went out, and whether it was taken or came back.
"""

import re
from dataclasses import replace
from typing import Final

from walletdesk.chains.codecs import ton_cells
from walletdesk.chains.model.diagnosis import LedgerFacts, Payment, Refusal, Space, State
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources.ledgers.looking import (
    below,
    inconsistent,
    number,
    proven_by,
    read_page,
    unreadable,
)
from walletdesk.chains.sources.ledgers.ton_answers import Message, Newest, Tx, Txs, hex_of, refusal_of
from walletdesk.chains.sources.pages import Fits, Page, Reader, Want

_ID: Final = re.compile(r"[0-9A-Fa-f]{64}")
_DECIMALS: Final = 9
_NEWEST: Final = Want("/masterchainInfo")


def ton_fits(network: int) -> Fits:
    """The newest block must carry the network's number: -239 is the main one."""

    def is_ours(page: Page) -> bool:
        try:
            return read_page(page, Newest).last.global_id == network
        except NoAnswer:
            return False

    return proven_by(_NEWEST, is_ours)


class TonReader:
    """Fits ``looking.Reader``."""

    def __init__(self, reader: Reader, symbol: str) -> None:
        self._reader = reader
        self._symbol = symbol  # it has changed before

    def own_form(self, id: str) -> str | None:
        return id.lower() if _ID.fullmatch(id) else None

    async def read(self, id: str) -> LedgerFacts:
        newest, page = await self._reader.fetch([_NEWEST, Want(f"/transactions?hash={id}")])
        it = _only(page)
        if it is not None and hex_of(it.hash) != id:
            raise inconsistent()
        if it is None:  # some wallets show the message that they sent, not what it caused
            it = await self._caused_by(id)
        if it is None:
            return LedgerFacts(id=id, state=State.ABSENT)
        facts = LedgerFacts(
            id=id,
            state=State.CARRIED_OUT,
            sender=it.account.lower(),
            fee=number(it.total_fees),
            block=below(it.mc_block_seqno, read_page(newest, Newest).last.seqno),
            head=read_page(newest, Newest).last.seqno,
        )
        if it.in_msg.source is None:
            return await self._sent(facts, it)
        facts = replace(facts, sender=it.in_msg.source.lower(), payment=self._paid(it.in_msg))
        if it.in_msg.comes_back:
            return replace(facts, state=State.FAILED, refusal=Refusal(Space.TON, "bounced"))
        return _arrived(facts, it)

    async def _caused_by(self, message: str) -> Tx | None:
        (page,) = await self._reader.fetch([Want(f"/transactionsByMessage?direction=in&msg_hash={message}")])
        it = _only(page)
        if it is not None and hex_of(it.in_msg.hash) != message:
            raise inconsistent()
        return it

    async def _sent(self, facts: LedgerFacts, it: Tx) -> LedgerFacts:
        """Of a wallet: told from outside to send something."""
        refusal = refusal_of(it.description)
        if refusal is not None:
            return replace(facts, state=State.FAILED, refusal=refusal)
        action = it.description.action
        if action is None or len(it.out_msgs) != action.msgs_created or any(map(_is_torn, it.out_msgs)):
            raise inconsistent()
        going = [one for one in it.out_msgs if one.destination is not None]
        if not it.out_msgs and action.tot_actions > action.spec_actions:
            # it was told to ignore errors: no error, the fee paid, and nothing went out
            return replace(facts, state=State.EMPTY)
        if not going:
            return facts
        return await self._followed(replace(facts, payment=self._paid(going[0])), it, going[0])

    async def _followed(self, facts: LedgerFacts, it: Tx, message: Message) -> LedgerFacts:
        """What the payment caused; of a token, on to the wallet of the one who receives it."""
        if message.source is None or message.source.lower() != it.account.lower():
            raise inconsistent()
        caused = await self._caused_by(hex_of(message.hash))
        if caused is None:
            return replace(facts, state=State.WAITING)
        if caused.account.lower() != (message.destination or "").lower():
            raise inconsistent()
        facts = _arrived(facts, caused)
        is_token = ton_cells.asks_for(message.beginning) == ton_cells.JETTON_TRANSFER
        if not is_token or facts.state is not State.CARRIED_OUT:
            return facts
        onwards = [one for one in caused.out_msgs if _is_onwards(one)]
        if not onwards:
            raise inconsistent()
        last = await self._caused_by(hex_of(onwards[0].hash))
        return replace(facts, state=State.WAITING) if last is None else _arrived(facts, last)

    def _paid(self, message: Message) -> Payment:
        if message.destination is None or message.value is None or message.bounce is None:
            raise unreadable()
        data = message.beginning
        return Payment(
            recipient=message.destination.lower(),
            amount=number(message.value),
            symbol=self._symbol,
            decimals=_DECIMALS,
            has_memo=ton_cells.asks_for(data) == ton_cells.COMMENT and len(data) > 4,
        )


def _only(page: Page) -> Tx | None:
    return next(iter(read_page(page, Txs).transactions), None)


def _is_torn(message: Message) -> bool:
    """What goes nowhere on the chain carries nothing."""
    return (message.destination is None) is not (message.value is None)


def _is_onwards(message: Message) -> bool:
    return ton_cells.asks_for(message.beginning) == ton_cells.JETTON_INTERNAL


def _arrived(facts: LedgerFacts, it: Tx) -> LedgerFacts:
    """What comes with a wish to be sent back goes back where it is refused; anything else stays there."""
    message, phase = it.in_msg, it.description.bounce
    refusal = refusal_of(it.description)
    returned = phase is not None and phase.type == "ok"
    bounces = message.bounce
    if (
        bounces is None
        or it.returned is not returned
        or (phase is not None and (refusal is None or not bounces))
    ):
        raise inconsistent()
    if refusal is not None and bounces and phase is None and not refusal.name.startswith("action"):
        raise inconsistent()
    if returned:
        return replace(facts, state=State.FAILED, refusal=refusal)
    return facts
