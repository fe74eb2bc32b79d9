"""Reads Stellar as Horizon tells it (developers.stellar.org, Horizon API reference; SEP-29 for memos)."""

import re
from base64 import b64encode
from dataclasses import replace
from typing import Annotated, Final, Literal

import msgspec

from walletdesk.chains.codecs import stellar_xdr
from walletdesk.chains.codecs.crc16 import strkey
from walletdesk.chains.model.diagnosis import LedgerFacts, Payment, Refusal, Space, State
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources.ledgers.looking import (
    below,
    decoded,
    inconsistent,
    number,
    proven_by,
    read_page,
    unreadable,
)
from walletdesk.chains.sources.pages import Fits, Page, Reader, Want

_ID: Final = re.compile(r"[0-9A-Fa-f]{64}")
_DECIMALS: Final = 7
_NOT_FOUND: Final = 404
_DEMANDS: Final = b64encode(b"1").decode()
_MOST_OPERATIONS: Final = 100

_CREATE, _PAYMENT, _RECEIVE, _MERGE, _SEND = 0, 1, 2, 8, 13  # operations that pay, by their number
_PAYS: Final = {
    "create_account": _CREATE,
    "payment": _PAYMENT,
    "path_payment_strict_receive": _RECEIVE,
    "account_merge": _MERGE,
    "path_payment_strict_send": _SEND,
}
# developers.stellar.org, "Result Codes"
_TRANSACTION: Final = {
    -2: "tx_too_early",
    -3: "tx_too_late",
    -4: "tx_missing_operation",
    -5: "tx_bad_seq",
    -6: "tx_bad_auth",
    -7: "tx_insufficient_balance",
    -8: "tx_no_source_account",
    -9: "tx_insufficient_fee",
    -10: "tx_bad_auth_extra",
}
_NOT_TRIED: Final = {-1: "op_bad_auth", -2: "op_no_source_account", -4: "op_too_many_subentries"}
_PAID: Final = {
    -2: "op_underfunded",
    -3: "op_src_no_trust",
    -4: "op_src_not_authorized",
    -5: "op_no_destination",
    -6: "op_no_trust",
    -7: "op_not_authorized",
    -8: "op_line_full",
    -9: "op_no_issuer",
    -10: "op_too_few_offers",
}
_OPERATION: Final = {
    _CREATE: {-2: "op_underfunded", -3: "op_low_reserve", -4: "op_already_exists"},
    _PAYMENT: _PAID,
    _RECEIVE: _PAID | {-12: "op_over_source_max"},
    _SEND: _PAID | {-12: "op_under_dest_min"},
    _MERGE: {-2: "op_no_destination", -4: "op_has_sub_entries"},
}

Hash = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
Account = Annotated[str, msgspec.Meta(pattern=r"^[GC][A-Z2-7]{55}$")]
Muxed = Annotated[str, msgspec.Meta(pattern=r"^M[A-Z2-7]{68}$")]
Lumens = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,12}\.[0-9]{7}$")]
Digits = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,20}$")]
Asset = Literal["native", "credit_alphanum4", "credit_alphanum12"]


class _Root(msgspec.Struct, frozen=True):
    network_passphrase: str
    history_latest_ledger: int


class _Other(msgspec.Struct, frozen=True):
    hash: Hash


class _Tx(msgspec.Struct, frozen=True):
    hash: Hash
    successful: bool
    ledger: int
    source_account: Account
    fee_charged: Digits
    operation_count: Annotated[int, msgspec.Meta(ge=1, le=_MOST_OPERATIONS)]
    result_xdr: Annotated[str, msgspec.Meta(max_length=200_000)]
    memo_type: Literal["none", "text", "id", "hash", "return"]
    memo: str | None = None
    fee_bump_transaction: _Other | None = None
    inner_transaction: _Other | None = None


class _Operation(msgspec.Struct, frozen=True):
    """The fields of all kinds of payments; each kind has its own of them."""

    transaction_hash: Hash
    transaction_successful: bool
    type: Annotated[str, msgspec.Meta(pattern=r"^[a-z_]{3,60}$")]
    type_i: int
    source_account: Account
    to: Account | None = None
    to_muxed: Muxed | None = None
    to_muxed_id: Digits | None = None
    amount: Lumens | None = None
    asset_type: Asset | None = None
    asset_code: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9]{1,12}$")] | None = None
    asset_issuer: Account | None = None
    account: Account | None = None
    starting_balance: Lumens | None = None
    into: Account | None = None
    into_muxed: Muxed | None = None
    into_muxed_id: Digits | None = None


class _Records(msgspec.Struct, frozen=True):
    records: Annotated[list[_Operation], msgspec.Meta(max_length=_MOST_OPERATIONS)]


class _Operations(msgspec.Struct, frozen=True):
    embedded: _Records = msgspec.field(name="_embedded")


class _Entry(msgspec.Struct, frozen=True):
    value: str


class _Missing(msgspec.Struct, frozen=True):
    """Horizon's own way to say that it has no such thing: a page of somebody in between says nothing."""

    type: Annotated[str, msgspec.Meta(pattern=r"^\S{0,200}/not_found$")]
    status: Literal[404]


_ROOT: Final = Want("/")


def stellar_fits(passphrase: str) -> Fits:
    """Horizon must name its network by the passphrase that transactions of it are signed for."""

    def is_ours(page: Page) -> bool:
        try:
            return read_page(page, _Root).network_passphrase == passphrase
        except NoAnswer:
            return False

    return proven_by(_ROOT, is_ours)


class StellarReader:
    """Fits ``looking.Reader``."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def own_form(self, id: str) -> str | None:
        return id.lower() if _ID.fullmatch(id) else None

    async def read(self, id: str) -> LedgerFacts:
        root, page = await self._reader.fetch([_ROOT, Want(f"/transactions/{id}")])
        if _is_missing(page):
            return LedgerFacts(id=id, state=State.ABSENT)
        it = read_page(page, _Tx)
        facts = _facts(id, it, read_page(root, _Root).history_latest_ledger)
        (page,) = await self._reader.fetch([Want(f"/transactions/{id}/operations?limit={_MOST_OPERATIONS}")])
        payment = _payment(it, read_page(page, _Operations).embedded.records)
        facts = replace(facts, payment=payment)
        if payment is None or payment.has_memo or facts.state is not State.CARRIED_OUT:
            return facts
        (page,) = await self._reader.fetch([Want(f"/accounts/{payment.recipient}/data/config.memo_required")])
        return replace(facts, payment=replace(payment, demands_memo=_demands(page)))


def _is_missing(page: Page) -> bool:
    if page.status == _NOT_FOUND:
        decoded(page.body, _Missing)
    return page.status == _NOT_FOUND


def _facts(id: str, it: _Tx, head: int) -> LedgerFacts:
    try:
        result = stellar_xdr.result_of(it.result_xdr)
    except ValueError:
        raise unreadable() from None
    if it.hash != id or it.successful is not (result.code == 0) or number(it.fee_charged) != result.fee:
        raise inconsistent()
    if (it.memo_type == "none") is not (it.memo is None):
        raise inconsistent()
    return LedgerFacts(
        id=id,
        state=State.CARRIED_OUT if it.successful else State.FAILED,
        sender=_checked(it.source_account),
        refusal=None if it.successful else _refusal(result),
        fee=number(it.fee_charged),
        block=below(it.ledger, head),
        head=head,
    )


def _refusal(result: stellar_xdr.Result) -> Refusal:
    """An operation's code where one failed, otherwise that of the transaction."""
    if result.outer is not None:
        return Refusal(Space.STELLAR, _NOT_TRIED.get(result.outer, "operation"), result.outer)
    if result.kind is not None and result.operation is not None:
        name = _OPERATION.get(result.kind, {}).get(result.operation, f"operation {result.kind}")
        return Refusal(Space.STELLAR, name, result.operation)
    return Refusal(Space.STELLAR, _TRANSACTION.get(result.code, "tx_failed"), result.code)


def _payment(it: _Tx, operations: list[_Operation]) -> Payment | None:
    """The first operation that pays. Of several receivers the first one is told."""
    others = {other.hash for other in (it.fee_bump_transaction, it.inner_transaction) if other}
    for one in operations:
        fits = one.transaction_hash in {it.hash, *others} and one.transaction_successful is it.successful
        if not fits or _PAYS.get(one.type, one.type_i) != one.type_i:
            raise inconsistent()
        if one.type not in _PAYS and one.type_i in _PAYS.values():
            raise inconsistent()
    if len(operations) != it.operation_count:
        raise inconsistent()
    paying = [one for one in operations if one.type in _PAYS]
    return _paid(paying[0], has_memo=it.memo is not None) if paying else None


def _paid(one: _Operation, *, has_memo: bool) -> Payment:
    if one.type_i == _CREATE:
        recipient, amount, muxed = one.account, one.starting_balance, None
    elif one.type_i == _MERGE:
        recipient, amount, muxed = one.into, None, _muxed(one.into_muxed, one.into_muxed_id)
    else:
        recipient, amount, muxed = one.to, one.amount, _muxed(one.to_muxed, one.to_muxed_id)
    if recipient is None or (amount is None and one.type_i != _MERGE):
        raise unreadable()
    payment = Payment(
        recipient=_checked(recipient),
        amount=None if amount is None else number(amount.replace(".", "")),
        decimals=_DECIMALS,
        has_memo=has_memo or muxed is not None,
    )
    return _of_asset(payment, one)


def _of_asset(payment: Payment, one: _Operation) -> Payment:
    if one.type_i in {_CREATE, _MERGE} or one.asset_type == "native":
        return replace(payment, symbol="XLM")
    if one.asset_type is None or one.asset_code is None or one.asset_issuer is None:
        raise unreadable()
    token = f"{one.asset_code}:{_checked(one.asset_issuer)}"
    return replace(payment, symbol=one.asset_code, token=token)


def _muxed(address: str | None, id: str | None) -> str | None:
    """An address with a number inside (M...) needs no memo; both parts come, or none."""
    if (address is None) is not (id is None):
        raise inconsistent()
    return address if address is None else _checked(address)


def _demands(page: Page) -> bool:
    if _is_missing(page):
        return False
    if read_page(page, _Entry).value != _DEMANDS:
        raise unreadable()
    return True


def _checked(address: str) -> str:
    if strkey(address) is None:
        raise unreadable()
    return address
