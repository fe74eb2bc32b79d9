"""Reads Sui by JSON-RPC (docs.sui.io, sui_getTransactionBlock)."""

import re
from dataclasses import replace
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec

from walletdesk.chains.codecs import base58s
from walletdesk.chains.model.diagnosis import LedgerFacts, Payment, Refusal, Space, State, Trouble
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources.endpoint import Proof
from walletdesk.chains.sources.json_rpc import Call, Failure, Line, Reply
from walletdesk.chains.sources.ledgers.looking import below, decoded, inconsistent, number, unreadable

T = TypeVar("T")

_DECIMALS: Final = 9
_NATIVE: Final = re.compile(r"0x0*2::sui::SUI")
_NO_SUCH: Final = re.compile(r"Could not find the referenced transaction")
_ABORT: Final = re.compile(
    r"MoveAbort\(MoveLocation \{ module: ModuleId "
    r"\{ address: ([0-9a-f]{64}), name: Identifier\(\"(\w{1,128})\"\) \}"
    r".{0,200}function_name: (?:Some\(\"(\w{1,128})\"\)|None) \}, ([0-9]{1,20})\)"
)
_KIND: Final = re.compile(r"[A-Z][A-Za-z]{3,80}\b")
_OPTIONS: Final = {"showInput": True, "showEffects": True, "showBalanceChanges": True}

Digest = Annotated[str, msgspec.Meta(pattern=r"^[1-9A-HJ-NP-Za-km-z]{32,44}$")]
Address = Annotated[str, msgspec.Meta(pattern=r"^0x[0-9a-f]{64}$")]
Digits = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,20}$")]
Change = Annotated[str, msgspec.Meta(pattern=r"^-?[0-9]{1,40}$")]


class _Status(msgspec.Struct, frozen=True):
    status: Literal["success", "failure"]
    error: Annotated[str, msgspec.Meta(max_length=20_000)] | None = None


class _Gas(msgspec.Struct, frozen=True, rename="camel"):
    computation_cost: Digits
    storage_cost: Digits
    storage_rebate: Digits


class _Effects(msgspec.Struct, frozen=True, rename="camel"):
    status: _Status
    gas_used: _Gas
    transaction_digest: Digest


class _Moved(msgspec.Struct, frozen=True, rename="camel"):
    owner: Any
    coin_type: Annotated[str, msgspec.Meta(pattern=r"^0x[0-9a-f]{1,64}::\w{1,128}::\w{1,128}")]
    amount: Change

    @property
    def holder(self) -> str | None:
        """None for what lies in a program."""
        address = self.owner.get("AddressOwner") if isinstance(self.owner, dict) else None
        return address if isinstance(address, str) else None


class _Data(msgspec.Struct, frozen=True):
    sender: Address


class _Input(msgspec.Struct, frozen=True):
    data: _Data


class _Tx(msgspec.Struct, frozen=True, rename="camel"):
    digest: Digest
    transaction: _Input
    effects: _Effects
    balance_changes: Annotated[list[_Moved], msgspec.Meta(max_length=10_000)]
    checkpoint: Digits | None = None


def sui_proof(chain: str) -> Proof:
    """The first four bytes of the genesis checkpoint, as the node tells them."""
    return Proof(Call("sui_getChainIdentifier"), lambda raw: _text(raw) == chain)


def _text(raw: bytes) -> str | None:
    try:
        return msgspec.json.decode(raw, type=str)
    except msgspec.DecodeError:
        return None


class SuiReader:
    """Fits ``looking.Reader``."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def own_form(self, id: str) -> str | None:
        """A digest is 32 bytes; in hexadecimal digits it is the same one."""
        return base58s.of_32_bytes(id)

    async def read(self, id: str) -> LedgerFacts:
        (newest,) = await self._line.ask([Call("sui_getLatestCheckpointSequenceNumber")])
        (reply,) = await self._line.ask([Call("sui_getTransactionBlock", (id, _OPTIONS))])
        if isinstance(reply, Failure) and _NO_SUCH.search(reply.message):
            return LedgerFacts(id=id, state=State.ABSENT)
        it = _read(reply, _Tx)
        if id != it.digest or id != it.effects.transaction_digest:
            raise inconsistent()
        if it.checkpoint is None:  # carried out a moment ago; the next checkpoint tells where
            raise NoAnswer(Trouble.INDEXING)
        head = number(_read(newest, str))
        facts = LedgerFacts(
            id=id,
            state=State.CARRIED_OUT,
            sender=it.transaction.data.sender,
            payment=_payment(it),
            fee=_fee(it.effects.gas_used),
            block=below(number(it.checkpoint), head),
            head=head,
        )
        status = it.effects.status
        if (status.status == "success") is not (status.error is None):
            raise inconsistent()
        if status.error is None:
            return facts
        return replace(facts, state=State.FAILED, payment=None, refusal=_refusal(status.error))


def _read(reply: Reply, type: type[T]) -> T:
    if isinstance(reply, Failure):
        raise unreadable()
    return decoded(reply.raw, type)


def _fee(gas: _Gas) -> int:
    """What was paid on the whole: storage that was given up is paid back, and may be more than the rest."""
    return number(gas.computation_cost) + number(gas.storage_cost) - number(gas.storage_rebate)


def _refusal(error: str) -> Refusal:
    """The kind of the error; of a contract that broke off its module, function and number."""
    if aborted := _ABORT.match(error):
        address, module, function, code = aborted.groups()
        short = f"0x{address.lstrip('0') or '0'}::{module}"
        return Refusal(
            Space.SUI, f"MoveAbort {short}::{function}" if function else f"MoveAbort {short}", int(code)
        )
    kind = _KIND.match(error)
    if kind is None:
        raise unreadable()
    return Refusal(Space.SUI, kind[0])


def _payment(it: _Tx) -> Payment | None:
    """The first other address that has more of something afterwards."""
    for one in it.balance_changes:
        holder = one.holder
        if holder is None or holder == it.transaction.data.sender or one.amount.startswith("-"):
            continue
        is_native = bool(_NATIVE.fullmatch(one.coin_type))
        return Payment(
            recipient=holder,
            amount=number(one.amount),
            symbol="SUI" if is_native else None,
            decimals=_DECIMALS if is_native else None,
            token=None if is_native else one.coin_type,
        )
    return None
