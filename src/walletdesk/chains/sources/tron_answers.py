"""What a TRON node answers, checked field by field. What does not fit is no answer."""

import hashlib
from collections.abc import Callable
from typing import Annotated, Final, Literal, TypeVar

import msgspec

from walletdesk.chains.codecs.protobuf import Malformed
from walletdesk.chains.model.diagnosis import Holder
from walletdesk.chains.model.diagnosis.moves import TRANSFER
from walletdesk.chains.model.diagnosis.reverts import shown
from walletdesk.chains.model.diagnosis.tron import SUCCESS
from walletdesk.chains.model.diagnosis.tron_facts import (
    Does,
    Permission,
    Permissions,
    TronReceipt,
    TronTransaction,
)
from walletdesk.chains.sources.page_answers import decoded, inconsistent, unreadable
from walletdesk.chains.sources.pages import Page
from walletdesk.chains.sources.tron_raw import address_of, transaction_of

T = TypeVar("T")

Hash = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-fA-F]{64}$")]
Bytes = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-fA-F]{2})*$")]
Address = Annotated[str, msgspec.Meta(pattern=r"^41[0-9a-fA-F]{40}$")]
Plain = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-fA-F]{40}$")]  # in logs, as contracts see it
Amount = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
Weight = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]
_NOTHING: Final = b"{}"  # whatever is not there is an empty object
_OK: Final = 200

Outcome = Literal[
    "SUCCESS",
    "REVERT",
    "BAD_JUMP_DESTINATION",
    "OUT_OF_MEMORY",
    "PRECOMPILED_CONTRACT",
    "STACK_TOO_SMALL",
    "STACK_TOO_LARGE",
    "ILLEGAL_OPERATION",
    "STACK_OVERFLOW",
    "OUT_OF_ENERGY",
    "OUT_OF_TIME",
    "JVM_STACK_OVER_FLOW",
    "UNKNOWN",
    "TRANSFER_FAILED",
    "INVALID_CODE",
]  # java-tron, Tron.proto, Transaction.Result.contractResult; DEFAULT says nothing


class _Ret(msgspec.Struct, frozen=True):
    contract_ret: Outcome | None = msgspec.field(name="contractRet", default=None)


class _Transaction(msgspec.Struct, frozen=True):
    id: Hash = msgspec.field(name="txID")
    raw: Bytes = msgspec.field(name="raw_data_hex")
    ret: list[_Ret] = []


class _Receipt(msgspec.Struct, frozen=True):
    result: Outcome | None = None
    energy_usage_total: Amount = 0
    energy_fee: Amount = 0
    net_usage: Amount = 0


class _Log(msgspec.Struct, frozen=True):
    address: Plain
    topics: list[Hash] = []
    data: Bytes = ""


class _Info(msgspec.Struct, frozen=True):
    id: Hash
    block: Annotated[int, msgspec.Meta(ge=0, le=2**53)] = msgspec.field(name="blockNumber")
    receipt: _Receipt
    fee: Amount = 0
    result: Literal["SUCESS", "SUCCESS", "FAILED"] = "SUCESS"  # spelt so by the protocol
    output: list[Bytes] = msgspec.field(name="contractResult", default_factory=list)
    message: Bytes = msgspec.field(name="resMessage", default="")
    log: list[_Log] = []


class _Header(msgspec.Struct, frozen=True):
    number: Annotated[int, msgspec.Meta(ge=0, le=2**53)] = 0
    timestamp: Amount = 0


class _BlockHeader(msgspec.Struct, frozen=True):
    raw_data: _Header


class _Block(msgspec.Struct, frozen=True):
    id: Hash = msgspec.field(name="blockID")
    block_header: _BlockHeader


class _Key(msgspec.Struct, frozen=True):
    address: Address
    weight: Weight


class _Permission(msgspec.Struct, frozen=True):
    threshold: Weight
    keys: Annotated[list[_Key], msgspec.Meta(min_length=1)]


class _Account(msgspec.Struct, frozen=True):
    address: Address
    type: Literal["Normal", "AssetIssue", "Contract"] = "Normal"
    balance: Annotated[int, msgspec.Meta(ge=0)] = 0  # in sun; left out where there is none
    owner_permission: _Permission | msgspec.UnsetType = msgspec.UNSET
    active_permission: list[_Permission] = []


class _Contract(msgspec.Struct, frozen=True):
    contract_address: Address


def _if_any(page: Page, type: Callable[..., T]) -> T | None:
    """None where the node has no such thing."""
    if page.status == _OK and page.body.strip() == _NOTHING:
        return None
    return decoded(page, type)


def transaction_in(page: Page, id: str) -> tuple[TronTransaction, str | None] | None:
    """With what became of it, as far as this says that; None where the node does not know it."""
    found = _if_any(page, _Transaction)
    if found is None:
        return None
    raw = bytes.fromhex(found.raw)
    if found.id.lower() != id or hashlib.sha256(raw).hexdigest() != id:
        raise inconsistent()
    try:
        transaction = transaction_of(raw)
    except Malformed:
        raise unreadable() from None
    if len(found.ret) > 1 or transaction.value < 0:
        raise inconsistent()
    return transaction, found.ret[0].contract_ret if found.ret else None


def waiting_in(page: Page, id: str) -> TronTransaction | None:
    """None also where the provider does not offer to look among those that wait."""
    if page.status in {403, 404, 405}:
        return None
    found = transaction_in(page, id)
    return found and found[0]


def expect_none(page: Page) -> None:
    if _if_any(page, msgspec.Raw) is not None:
        raise inconsistent()


def receipt_in(page: Page, id: str, it: TronTransaction, outcome: str | None) -> TronReceipt:
    """Two answers say what became of it, in three places: all must say the same."""
    found = _if_any(page, _Info)
    if found is None:
        raise inconsistent()
    said = found.receipt.result or (outcome if it.does is not Does.CALL else None)
    same = (
        found.id.lower() == id
        and said is not None
        and said == outcome
        and (found.result == "FAILED") is (said != SUCCESS)
        and (said == SUCCESS or not found.log)
        and len(found.output) <= 1
    )
    if not same or said is None:
        raise inconsistent()
    return TronReceipt(
        block=found.block,
        result=said,
        fee=found.fee,
        energy=found.receipt.energy_usage_total,
        energy_fee=found.receipt.energy_fee,
        bandwidth=found.receipt.net_usage,
        output=bytes.fromhex("".join(found.output)),
        message=shown(bytes.fromhex(found.message).decode(errors="replace")),
    )


def moved_in(page: Page, it: TronTransaction) -> int:
    """How much of the token arrived, by the contract's own record of the move that it was called for."""
    found = _if_any(page, _Info)
    call = it.call
    for log in found.log if found and call else []:
        told = [topic.lower() for topic in log.topics]
        if call is None or it.to != _written(log.address) or told[:1] != [TRANSFER[2:]] or len(told) != 3:
            continue
        if (_written(told[1][-40:]), _written(told[2][-40:])) == (call.owner, call.to) and len(
            log.data
        ) == 64:
            amount = int(log.data, 16)
            if amount <= call.amount:
                return amount
    raise inconsistent()


def _written(plain: str) -> str:
    return address_of(bytes.fromhex("41" + plain))


def block_in(page: Page) -> tuple[int, int]:
    """Number and time of the newest block, in milliseconds."""
    found: _Block = decoded(page, _Block)
    header = found.block_header.raw_data
    return header.number, header.timestamp


def block_id_in(page: Page) -> str:
    found: _Block = decoded(page, _Block)
    return found.id.lower()


def holder_in(account: Page, contract: Page, address: str) -> tuple[Holder, bool]:
    """What stands at an address, and whether its account exists. Both answers must say the same."""
    found, code = _if_any(account, _Account), _if_any(contract, _Contract)
    said = {_shown(one) for one in (found and found.address, code and code.contract_address) if one}
    if said - {address} or (found is not None and found.type == "Contract") is not (code is not None):
        raise inconsistent()
    return (Holder.KEY if code is None else Holder.CONTRACT), found is not None


def _shown(hexadecimal: str) -> str:
    return address_of(bytes.fromhex(hexadecimal))


def permissions_in(page: Page, address: str) -> Permissions | None:
    """None where the account does not exist. Old accounts that never changed theirs name none."""
    found = _if_any(page, _Account)
    if found is None:
        return None
    if _shown(found.address) != address:
        raise inconsistent()
    actives = tuple(_permission(one) for one in found.active_permission)
    if isinstance(found.owner_permission, _Permission):
        return Permissions(address, _permission(found.owner_permission), actives)
    if actives:
        raise inconsistent()
    return Permissions(address, Permission(1, {address: 1}))


def balance_in(page: Page) -> int:
    """In sun; of an account that does not exist there is none."""
    found = _if_any(page, _Account)
    return found.balance if found else 0


def _permission(one: _Permission) -> Permission:
    keys = {_shown(key.address): key.weight for key in one.keys}
    if len(keys) != len(one.keys) or sum(keys.values()) < one.threshold:
        raise inconsistent()  # the chain accepts none that nobody could ever fulfil
    return Permission(one.threshold, keys)
