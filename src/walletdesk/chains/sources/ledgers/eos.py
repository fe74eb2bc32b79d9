"""Reads Vaulta (EOS) by Hyperion's history, and what waits by the node's own status where it offers that.

Documents: hyperion.docs.eosrio.io (/v2/history/get_transaction), AntelopeIO/spring (get_info,
get_transaction_status; state history: ``except`` of an action; exceptions.hpp for the numbers).
"""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Final, Literal

import msgspec

from walletdesk.chains.model.diagnosis import LedgerFacts, Payment, Refusal, Space, State, Trouble
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources.ledgers.looking import (
    below,
    inconsistent,
    proven_by,
    read_page,
    unreadable,
)
from walletdesk.chains.sources.pages import Fits, Page, Reader, Want

_ID: Final = re.compile(r"[0-9A-Fa-f]{64}")
_NUMBER: Final = re.compile(r"[^\n]{0,300}\((3[0-9]{6})\)(\n|$)")  # the first line ends with it
_INFO: Final = Want("/v1/chain/get_info")
_NOT_FOUND: Final = 404
_NATIVE: Final = {("eosio.token", "EOS"), ("core.vaulta", "A")}
_NAMES: Final = {
    3040005: "expired_tx_exception",
    3040006: "tx_exp_too_far_exception",
    3040008: "tx_duplicate",
    3050003: "eosio_assert_message_exception",
    3080001: "ram_usage_exceeded",
    3080002: "tx_net_usage_exceeded",
    3080003: "block_net_usage_exceeded",
    3080004: "tx_cpu_usage_exceeded",
    3080005: "block_cpu_usage_exceeded",
    3080006: "deadline_exception",
    3090003: "unsatisfied_authorization",
}

Hash = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z1-5.]{1,13}$")]
Moment = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$")]
Quantity = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,19}(\.[0-9]{1,18})? [A-Z]{1,7}$")]


class _Info(msgspec.Struct, frozen=True):
    chain_id: str
    head_block_num: int


class _Transfer(msgspec.Struct, frozen=True):
    """Tokens of whichever contract are moved with these four."""

    from_: Name = msgspec.field(name="from")
    to: Name
    quantity: Quantity
    memo: str


class _Act(msgspec.Struct, frozen=True):
    account: Name
    name: Name
    data: msgspec.Raw

    @property
    def transfer(self) -> _Transfer | None:
        """Raise NoAnswer where it is called one and is none."""
        try:
            return msgspec.json.decode(self.data, type=_Transfer)
        except msgspec.DecodeError:
            if self.name == "transfer":
                raise unreadable() from None
            return None


class _Receipt(msgspec.Struct, frozen=True):
    receiver: Name


class _Action(msgspec.Struct, frozen=True, rename={"refused": "except"}):
    act: _Act
    trx_id: Hash
    block_num: int
    receipts: list[_Receipt] = []
    refused: str | None = None


class _Found(msgspec.Struct, frozen=True):
    executed: bool
    trx_id: Hash
    actions: Annotated[list[_Action], msgspec.Meta(max_length=5_000)] = []


class _Status(msgspec.Struct, frozen=True):
    state: Literal["UNKNOWN", "LOCALLY_APPLIED", "IN_BLOCK", "FORKED_OUT", "IRREVERSIBLE", "FAILED"]
    expiration: Moment | None = None
    irreversible_timestamp: Moment | None = None


def eos_fits(chain: str) -> Fits:
    def is_ours(page: Page) -> bool:
        try:
            return read_page(page, _Info).chain_id == chain
        except NoAnswer:
            return False

    return proven_by(_INFO, is_ours)


class EosReader:
    """Fits ``looking.Reader``."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def own_form(self, id: str) -> str | None:
        return id.lower() if _ID.fullmatch(id) else None

    async def read(self, id: str) -> LedgerFacts:
        info, page = await self._reader.fetch([_INFO, Want(f"/v2/history/get_transaction?id={id}")])
        it = read_page(page, _Found)
        if it.trx_id != id or it.executed is not bool(it.actions):
            raise inconsistent()
        if not it.executed:
            return await self._not_executed(id)
        if any(one.trx_id != id or one.block_num != it.actions[0].block_num for one in it.actions):
            raise inconsistent()
        head = read_page(info, _Info).head_block_num
        facts = LedgerFacts(
            id=id, state=State.CARRIED_OUT, block=below(it.actions[0].block_num, head), head=head
        )
        refusals = [refusal for one in it.actions if (refusal := _refusal(one))]
        if refusals:
            facts = replace(facts, state=State.FAILED, refusal=refusals[0])
        return _with_payment(facts, it.actions)

    async def _not_executed(self, id: str) -> LedgerFacts:
        """A node knows for some minutes what it has heard of. Few offer that: without it nothing is known."""
        body = msgspec.json.encode({"id": id})
        (page,) = await self._reader.fetch([Want("/v1/chain/get_transaction_status", body)])
        if page.status == _NOT_FOUND:
            return LedgerFacts(id=id, state=State.ABSENT)
        return LedgerFacts(id=id, state=_state(read_page(page, _Status)))


def _state(status: _Status) -> State:
    if status.state == "UNKNOWN":
        return State.ABSENT
    if status.state in {"IN_BLOCK", "IRREVERSIBLE"}:  # the history does not have it yet
        raise NoAnswer(Trouble.INDEXING)
    if status.expiration is None or status.irreversible_timestamp is None:
        raise unreadable()
    if status.expiration < status.irreversible_timestamp:  # no block that may hold it can come any more
        return State.LATE
    if status.state == "FAILED":
        raise inconsistent()
    return State.WAITING


def _refusal(one: _Action) -> Refusal | None:
    """An action that was carried out has receipts; one that was refused has a reason, and none of them."""
    if (one.refused is None) is not bool(one.receipts):
        raise inconsistent()
    if one.refused is None:
        return None
    found = _NUMBER.match(one.refused)
    if found is None:
        raise unreadable()
    return Refusal(Space.EOS, _NAMES.get(int(found[1]), "exception"), int(found[1]))


def _with_payment(facts: LedgerFacts, actions: list[_Action]) -> LedgerFacts:
    """The first transfer. Of several receivers the first one is told."""
    for one in actions:
        moved = one.act.transfer
        if moved is None:
            continue
        if one.receipts and one.act.account not in {receipt.receiver for receipt in one.receipts}:
            raise inconsistent()
        return replace(facts, sender=moved.from_, payment=_paid(one.act.account, moved))
    return facts


def _paid(contract: str, moved: _Transfer) -> Payment:
    value, symbol = moved.quantity.split(" ")
    decimals = -int(Decimal(value).as_tuple().exponent)
    is_native = (contract, symbol) in _NATIVE  # a token of another contract may bear the same name
    return Payment(
        recipient=moved.to,
        amount=int(value.replace(".", "")),
        symbol=symbol,
        decimals=decimals,
        token=None if is_native else contract,
        has_memo=bool(moved.memo),
        may_be_hidden=not is_native,
    )
