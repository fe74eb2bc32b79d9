"""Reads a transaction from TRON by its HTTP interface (``/wallet/...``): in two rounds."""

import asyncio
from dataclasses import replace
from typing import Final

import msgspec

from walletdesk.chains.codecs import base58s
from walletdesk.chains.model.account import Account
from walletdesk.chains.model.diagnosis import Holder, Known, Trouble
from walletdesk.chains.model.diagnosis.tron import SUCCESS
from walletdesk.chains.model.diagnosis.tron_facts import (
    Deed,
    Does,
    Permissions,
    TronFacts,
    TronReceipt,
    TronTransaction,
)
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources import tron_answers as answers
from walletdesk.chains.sources.page_answers import inconsistent
from walletdesk.chains.sources.pages import Fetch, Fits, Reader, Want

# A block may come between two questions: then the answers do not fit together, and a moment later they do.
_TRIES: Final = 3
_PAUSE: Final = 0.2  # seconds
_LONGEST_LIFE: Final = 24 * 3_600_000  # milliseconds from signing to the end; the protocol allows no more


def is_of(genesis: str) -> Fits:
    """Lite nodes refuse the oldest block, as they refuse all history: such an endpoint proves nothing."""

    async def fits(fetch: Fetch) -> bool:
        return answers.block_id_in(await fetch(_want("getblock", id_or_num="0"))) == genesis.lower()

    return fits


class TronSource:
    """Fits the port."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def look_up(self, id: str, known: Known | None = None) -> TronFacts:
        id = id.lower()
        for _ in range(_TRIES - 1):
            try:
                return await self._looked(id, known)
            except NoAnswer as failure:
                if failure.why is not Trouble.INCONSISTENT:
                    raise
            await asyncio.sleep(_PAUSE)
        return await self._looked(id, known)

    async def permissions_of(self, address: str) -> Permissions | None:
        """Whose keys decide over an address (``T...``); None where the account does not exist."""
        (account,) = await self._reader.fetch([_account(address)])
        return answers.permissions_in(account, address)

    async def inspect(self, address: str) -> Account:
        """Raise NoAnswer. Who may take tokens is not searched for: the interface has no list of it."""
        (page,) = await self._reader.fetch([_account(address)])
        permissions = answers.permissions_in(page, address)
        return Account(
            address=address,
            head=0,
            balance=answers.balance_in(page),
            nonce=0,
            holder=Holder.KEY,
            is_shared=permissions is not None and permissions.is_shared,
        )

    async def _looked(self, id: str, known: Known | None) -> TronFacts:
        found, info, newest = await self._reader.fetch(
            [
                _want("gettransactionbyid", value=id),
                _want("gettransactioninfobyid", value=id),
                _want("getblock"),
            ]
        )
        head, now = answers.block_in(newest)
        facts = TronFacts(id=id, head=head, now=now, known=known)
        told = answers.transaction_in(found, id)
        if told is None:
            answers.expect_none(info)
            return await self._without(facts)
        it, outcome = told
        receipt = answers.receipt_in(info, id, it, outcome)
        if receipt.block > head:
            raise inconsistent()
        if receipt.result == SUCCESS and it.call is not None and it.call.deed is Deed.MOVED:
            it = replace(it, call=replace(it.call, amount=answers.moved_in(info, it)))
        return await self._in_block(replace(facts, transaction=it, receipt=receipt), it, receipt)

    async def _without(self, facts: TronFacts) -> TronFacts:
        (pool,) = await self._reader.fetch([_want("gettransactionfrompending", value=facts.id)])
        it = answers.waiting_in(pool, facts.id)
        if it is not None:
            if facts.now < it.expires - _LONGEST_LIFE:
                raise inconsistent()  # nobody could have sent it by then
            return replace(facts, transaction=it, permissions=await self.permissions_of(it.sender))
        sender = facts.known and facts.known.sender
        if not sender or not _is_address(sender):
            return facts
        return replace(facts, permissions=await self.permissions_of(sender))

    async def _in_block(self, facts: TronFacts, it: TronTransaction, receipt: TronReceipt) -> TronFacts:
        if receipt.result != SUCCESS:
            permissions = await self.permissions_of(it.sender)
            if permissions is None:
                raise inconsistent()  # it has just sent something
            return replace(facts, permissions=permissions)
        receiver = _receiver(it)
        if receiver is None:
            return facts
        account, contract = await self._reader.fetch(
            [_account(receiver), _want("getcontract", value=_hexadecimal(receiver))]
        )
        holder, is_active = answers.holder_in(account, contract, receiver)
        return replace(facts, holder=holder, is_active=is_active)


def _receiver(it: TronTransaction) -> str | None:
    """Who has more afterwards, if anything was sent."""
    if it.call is not None:
        return it.call.to if it.call.deed is Deed.MOVED and it.call.amount else None
    return it.to if it.value and it.does is not Does.PERMIT else None


def _is_address(text: str) -> bool:
    raw = base58s.checked(text)
    return raw is not None and len(raw) == 21 and raw[0] == 0x41


def _hexadecimal(address: str) -> str:
    return (base58s.checked(address) or b"").hex()


def _account(address: str) -> Want:
    return _want("getaccount", address=_hexadecimal(address))


def _want(what: str, **body: str) -> Want:
    return Want(f"/wallet/{what}", msgspec.json.encode(body))
