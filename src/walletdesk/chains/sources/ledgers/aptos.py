"""Reads Aptos by the REST interface of its nodes (aptos.dev, fullnode REST API: transactions/by_hash)."""

import re
from dataclasses import replace
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec

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

T = TypeVar("T")

_ID: Final = re.compile(r"0x[0-9A-Fa-f]{64}")
_ROOT: Final = Want("")
_NOT_FOUND: Final = 404
_SUCCESS: Final = "Executed successfully"
_DECIMALS: Final = 8
_SECOND: Final = 1_000_000  # in which ledgers count their time
_EARLIEST, _LATEST = 1_600_000_000, 9_999_999_999  # seconds; what lies outside is no time of this chain
_LARGEST: Final = 2**64
# As nodes write what went wrong (aptos-labs/aptos-core, explain_vm_status). What follows is anybody's.
_ABORT: Final = re.compile(
    r"Move abort in (0x[0-9a-f]{1,64}::\w{1,128}|script): (?:(\w{1,128})\()?(0x[0-9a-f]{1,16})"
)
_EXECUTION: Final = re.compile(r"Execution failed in (0x[0-9a-f]{1,64}::\w{1,128}::\w{1,128}|script)\b")
_OTHER: Final = re.compile(r"Transaction Executed and Committed with Error ([A-Z_]{3,80})$")
_FIXED: Final = frozenset({"Out of gas", "Miscellaneous error"})
_NATIVE_TYPE: Final = "0x1::aptos_coin::AptosCoin"
_NATIVE_ASSET: Final = "0xa"
_COIN: Final = "0x1::aptos_account::transfer"
_TYPED: Final = frozenset({"0x1::coin::transfer", "0x1::aptos_account::transfer_coins"})
_ASSET: Final = frozenset(
    {"0x1::primary_fungible_store::transfer", "0x1::aptos_account::transfer_fungible_assets"}
)

Hash = Annotated[str, msgspec.Meta(pattern=r"^0x[0-9a-f]{64}$")]
Address = Annotated[str, msgspec.Meta(pattern=r"^0x[0-9a-f]{1,64}$")]
Digits = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,20}$")]
Function = Annotated[str, msgspec.Meta(pattern=r"^0x[0-9a-f]{1,64}::\w{1,128}::\w{1,128}$")]
CoinType = Annotated[str, msgspec.Meta(pattern=r"^0x[0-9a-f]{1,64}::\w{1,128}::\w{1,128}")]


class _Root(msgspec.Struct, frozen=True):
    chain_id: int
    ledger_version: Digits
    ledger_timestamp: Digits


class _Payload(msgspec.Struct, frozen=True):
    type: Annotated[str, msgspec.Meta(pattern=r"^[a-z_]{3,60}$")]
    function: Function | None = None
    type_arguments: Any = None
    arguments: Any = None


class _Tx(msgspec.Struct, frozen=True):
    type: Literal["pending_transaction", "user_transaction"]
    hash: Hash
    sender: Address
    gas_unit_price: Digits
    expiration_timestamp_secs: Digits
    payload: _Payload
    version: Digits | None = None
    gas_used: Digits | None = None
    success: bool | None = None
    vm_status: str | None = None


class _Missing(msgspec.Struct, frozen=True):
    error_code: Literal["transaction_not_found"]


class _Asset(msgspec.Struct, frozen=True):
    inner: Address


def aptos_fits(chain: int) -> Fits:
    def is_ours(page: Page) -> bool:
        try:
            return read_page(page, _Root).chain_id == chain
        except NoAnswer:
            return False

    return proven_by(_ROOT, is_ours)


class AptosReader:
    """Fits ``looking.Reader``."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def own_form(self, id: str) -> str | None:
        return id.lower() if _ID.fullmatch(id) else None

    async def read(self, id: str) -> LedgerFacts:
        first, page = await self._reader.fetch([_ROOT, Want(f"/transactions/by_hash/{id}")])
        if page.status == _NOT_FOUND:
            decoded(page.body, _Missing)
            return LedgerFacts(id=id, state=State.ABSENT)
        it, root = read_page(page, _Tx), read_page(first, _Root)
        if it.hash != id:
            raise inconsistent()
        facts = LedgerFacts(id=id, state=State.WAITING, sender=it.sender, payment=_payment(it.payload))
        return _waiting(facts, it, root) if it.type == "pending_transaction" else _in_block(facts, it, root)


def _waiting(facts: LedgerFacts, it: _Tx, root: _Root) -> LedgerFacts:
    if it.version is not None or it.success is not None:
        raise inconsistent()
    until = _time(number(it.expiration_timestamp_secs))
    now = _time(number(root.ledger_timestamp) // _SECOND)
    return replace(facts, state=State.LATE if until < now else State.WAITING)


def _time(seconds: int) -> int:
    if not _EARLIEST < seconds < _LATEST:
        raise unreadable()
    return seconds


def _in_block(facts: LedgerFacts, it: _Tx, root: _Root) -> LedgerFacts:
    if it.version is None or it.gas_used is None or it.success is None or it.vm_status is None:
        raise unreadable()
    if it.success is not (it.vm_status == _SUCCESS):
        raise inconsistent()
    facts = replace(
        facts,
        block=below(number(it.version, _LARGEST), number(root.ledger_version, _LARGEST)),
        fee=number(it.gas_used) * number(it.gas_unit_price),
    )
    if it.success:
        return replace(facts, state=State.CARRIED_OUT)
    return replace(facts, state=State.FAILED, refusal=_refusal(it.vm_status))


def _refusal(status: str) -> Refusal:
    """Who refused and by which name or number. A way to say it that is not known is no answer."""
    if aborted := _ABORT.match(status):
        where, name, code = aborted.groups()
        return Refusal(Space.APTOS, f"{where}: {name}" if name else where, int(code, 16))
    if failed := _EXECUTION.match(status):
        return Refusal(Space.APTOS, f"Execution failed in {failed[1]}")
    if other := _OTHER.match(status):
        return Refusal(Space.APTOS, other[1])
    if status in _FIXED:
        return Refusal(Space.APTOS, status)
    raise unreadable()


def _payment(payload: _Payload) -> Payment | None:
    """Of the functions by which wallets pay; a call of anything else is none."""
    function = payload.function
    if function is None:
        if payload.type == "entry_function_payload":
            raise unreadable()
        return None
    if function == _COIN:
        to, amount = _arguments(payload, tuple[Address, Digits])
        return _paid(to, amount, None)
    if function in _TYPED:
        (coin,) = _converted(payload.type_arguments, tuple[CoinType])
        to, amount = _arguments(payload, tuple[Address, Digits])
        return _paid(to, amount, None if coin == _NATIVE_TYPE else coin)
    if function in _ASSET:
        asset, to, amount = _arguments(payload, tuple[_Asset, Address, Digits])
        return _paid(to, amount, None if asset.inner == _NATIVE_ASSET else asset.inner)
    return None


def _arguments(payload: _Payload, type: type[T]) -> T:
    return _converted(payload.arguments, type)


def _converted(value: object, type: type[T]) -> T:
    try:
        return msgspec.convert(value, type)
    except msgspec.ValidationError:
        raise unreadable() from None


def _paid(to: str, amount: str, token: str | None) -> Payment:
    return Payment(
        recipient=to,
        amount=number(amount),
        symbol=None if token else "APT",
        decimals=None if token else _DECIMALS,
        token=token,
        may_be_hidden=token is not None,
    )
