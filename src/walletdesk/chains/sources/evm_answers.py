"""What an EVM node answers, checked field by field. What does not fit is no answer."""

import re
from collections.abc import Callable, Sequence
from typing import Annotated, Final, TypeVar

import msgspec

from walletdesk.chains.codecs.bloom import bloom_of
from walletdesk.chains.model.diagnosis import (
    Holder,
    Log,
    Receipt,
    Replay,
    Replayed,
    Token,
    Transaction,
    Trouble,
)
from walletdesk.chains.model.diagnosis.abi import Malformed, read
from walletdesk.chains.model.diagnosis.reverts import shown
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources.json_rpc import Failure, Reply, Result

T = TypeVar("T")

Quantity = Annotated[str, msgspec.Meta(pattern=r"^0x[0-9a-fA-F]{1,64}$")]
Address = Annotated[str, msgspec.Meta(pattern=r"^0x[0-9a-fA-F]{40}$")]
Hash = Annotated[str, msgspec.Meta(pattern=r"^0x[0-9a-fA-F]{64}$")]
Bytes = Annotated[str, msgspec.Meta(pattern=r"^0x([0-9a-fA-F]{2})*$")]

_BLOOM: Final = re.compile(r"0x[0-9a-fA-F]{512}")
_DELEGATES: Final = "0xef0100"  # and 20 bytes: an account that lends itself to a program (EIP-7702)
_NAME_THE_MOST: Final = frozenset({2, 3, 4})  # EIP-1559, EIP-4844, EIP-7702
QUARTERS: Final = (25, 50, 75)  # the middle one counts; the others tell whether it can be
_LARGEST_NONCE: Final = 2**64 - 1
_LARGEST_GAS: Final = 2**63
_LARGEST_BLOCK: Final = 2**53
_RAN_DRY: Final = re.compile(
    r"out of ?gas|OutOfGas|ReentrancySentryOOG|gas required exceeds|intrinsic gas", re.IGNORECASE
)
_NO_INSTRUCTION: Final = re.compile(
    r"invalid ?(fe ?)?opcode|invalid ?jump|OpcodeNotFound|stack ?(under|over)flow|bad (instruction|jump)",
    re.IGNORECASE,
)
_REVERTED: Final = re.compile(r"revert", re.IGNORECASE)
_WORDS: Final = re.compile(r"execution reverted: (.+)", re.DOTALL)
_NOT_YET: Final = re.compile(r"index(ing|er)", re.IGNORECASE)


class _Transaction(msgspec.Struct, frozen=True, rename="camel"):
    hash: Hash
    from_: Address = msgspec.field(name="from")
    nonce: Quantity
    value: Quantity
    gas: Quantity
    input: Bytes
    to: Address | None = None
    type: Quantity = "0x0"
    gas_price: Quantity | None = None  # of one in a block: what it paid
    max_fee_per_gas: Quantity | None = None
    block_number: Quantity | None = None
    block_hash: Hash | None = None
    transaction_index: Quantity | None = None


class _Log(msgspec.Struct, frozen=True, rename="camel"):
    address: Address
    topics: Annotated[list[Hash], msgspec.Meta(max_length=4)]
    data: Bytes
    transaction_hash: Hash
    block_number: Quantity
    block_hash: Hash
    removed: bool = False


class _Receipt(msgspec.Struct, frozen=True, rename="camel"):
    transaction_hash: Hash
    from_: Address = msgspec.field(name="from")
    block_number: Quantity
    block_hash: Hash
    transaction_index: Quantity
    status: Annotated[str, msgspec.Meta(pattern=r"^0x[01]$")]
    gas_used: Quantity
    logs: list[_Log]
    to: Address | None = None
    logs_bloom: object = None
    effective_gas_price: Quantity | None = None


class _Fees(msgspec.Struct, frozen=True, rename="camel"):
    """The fee is told of one block more than the rest: of the next."""

    base_fee_per_gas: Annotated[list[Quantity], msgspec.Meta(min_length=2, max_length=1025)]
    gas_used_ratio: list[float]


class _Middle(_Fees, frozen=True, rename="camel"):
    """Of each block what was asked for: here three numbers."""

    oldest_block: Quantity
    reward: list[list[Quantity]] | None = None


def unreadable() -> NoAnswer:
    return NoAnswer(Trouble.UNREADABLE)


def inconsistent() -> NoAnswer:
    return NoAnswer(Trouble.INCONSISTENT)


def decoded(reply: Reply, type: Callable[..., T] | object) -> T:
    if isinstance(reply, Failure):
        raise NoAnswer(Trouble.INDEXING if _NOT_YET.search(reply.message) else Trouble.UNREADABLE)
    try:
        found: T = msgspec.json.decode(reply.raw, type=type)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise unreadable() from None
    return found


def _number(text: str, most: int) -> int:
    found = int(text, 16)
    if found > most:
        raise unreadable()
    return found


def transaction_in(reply: Reply, id: str) -> tuple[Transaction, str | None] | None:
    """With the hash of its block; None where the node does not know it."""
    found: _Transaction | None = decoded(reply, _Transaction | None)
    if found is None:
        return None
    place = (found.block_number, found.block_hash, found.transaction_index)
    if found.hash.lower() != id or len({part is None for part in place}) != 1:
        raise inconsistent()
    block = None if found.block_number is None else _number(found.block_number, _LARGEST_BLOCK)
    transaction = Transaction(
        sender=found.from_.lower(),
        to=None if found.to is None else found.to.lower(),
        nonce=_number(found.nonce, _LARGEST_NONCE),
        value=int(found.value, 16),
        gas=_number(found.gas, _LARGEST_GAS),
        max_fee=_max_fee(found),
        data=bytes.fromhex(found.input[2:]),
        block=block,
        price=None if found.gas_price is None or block is None else int(found.gas_price, 16),
    )
    return transaction, found.block_hash and found.block_hash.lower()


def _max_fee(found: _Transaction) -> int:
    """Newer kinds name the most they pay; older ones, and those that only one chain has, name one price."""
    newer = int(found.type, 16) in _NAME_THE_MOST
    named = found.max_fee_per_gas if newer else found.gas_price
    if named is None:
        raise unreadable()
    return int(named, 16)


def receipt_in(reply: Reply, id: str, transaction: Transaction, block_hash: str | None) -> Receipt:
    found: _Receipt = decoded(reply, _Receipt)
    receipt = Receipt(
        succeeded=found.status == "0x1",
        gas_used=_number(found.gas_used, _LARGEST_GAS),
        block=_number(found.block_number, _LARGEST_BLOCK),
        logs=tuple(_log(one, found) for one in found.logs),
        price=None if found.effective_gas_price is None else int(found.effective_gas_price, 16),
    )
    same = (
        found.transaction_hash.lower() == id
        and found.block_hash.lower() == block_hash
        and found.from_.lower() == transaction.sender
        and (found.to and found.to.lower()) == transaction.to
        and receipt.block == transaction.block
        and 0 < receipt.gas_used <= transaction.gas
        and (receipt.succeeded or not receipt.logs)
        and _fits(found.logs_bloom, receipt.logs)
    )
    if not same:
        raise inconsistent()
    return receipt


def _fits(bloom: object, logs: Sequence[Log]) -> bool:
    """Some chains keep no fingerprint, or an empty one: then there is nothing to compare."""
    if not isinstance(bloom, str) or not _BLOOM.fullmatch(bloom) or not int(bloom, 16):
        return True
    parts = [bytes.fromhex(part[2:]) for log in logs for part in (log.address, *log.topics)]
    return int(bloom, 16) == bloom_of(parts)


def _log(one: _Log, receipt: _Receipt) -> Log:
    same = (
        one.transaction_hash.lower() == receipt.transaction_hash.lower()
        and one.block_hash.lower() == receipt.block_hash.lower()
        and int(one.block_number, 16) == int(receipt.block_number, 16)
        and not one.removed
    )
    if not same:
        raise inconsistent()
    return Log(one.address.lower(), tuple(topic.lower() for topic in one.topics), bytes.fromhex(one.data[2:]))


def expect_none(receipt: Reply) -> None:
    """Of what is in no block there is no receipt."""
    if isinstance(receipt, Result) and receipt.raw.strip() != b"null":
        raise inconsistent()


def block_in(reply: Reply) -> int | None:
    return _optional(reply, lambda found: _number(found, _LARGEST_BLOCK))


def nonce_in(reply: Reply) -> int | None:
    return _optional(reply, lambda found: _number(found, _LARGEST_NONCE))


def amount_in(reply: Reply) -> int | None:
    return _optional(reply, lambda found: int(found, 16))


def _optional(reply: Reply, read: Callable[[str], int]) -> int | None:
    """None where the node does not offer the method at all; anything else that is no number is no answer."""
    if isinstance(reply, Failure) and reply.is_unsupported:
        return None
    found: str = decoded(reply, Quantity)
    return read(found)


def next_base_fee_in(reply: Reply) -> int | None:
    """Of the next block. None on chains without one."""
    if isinstance(reply, Failure) and reply.is_unsupported:
        return None
    found: _Fees = decoded(reply, _Fees)
    if len(found.base_fee_per_gas) != len(found.gas_used_ratio) + 1:
        raise inconsistent()
    return int(found.base_fee_per_gas[-1], 16)


def middle_price_in(reply: Reply, block: int) -> int | None:
    """None where the node keeps no such numbers of that block, or has none at all."""
    if isinstance(reply, Failure):
        return None
    found: _Middle = decoded(reply, _Middle)
    if _number(found.oldest_block, _LARGEST_BLOCK) != block:
        return None
    if not found.reward or len(found.reward) != 1 or len(found.reward[0]) != len(QUARTERS):
        raise unreadable()
    above = [int(one, 16) for one in found.reward[0]]
    if above != sorted(above):
        raise inconsistent()
    return int(found.base_fee_per_gas[0], 16) + above[1]


def holder_in(reply: Reply) -> Holder:
    code: str = decoded(reply, Bytes)
    if code == "0x":
        return Holder.KEY
    delegated = code.lower().startswith(_DELEGATES) and len(code) == len(_DELEGATES) + 40
    return Holder.DELEGATED if delegated else Holder.CONTRACT


def delegate_in(reply: Reply) -> str:
    """The program behind a delegated account."""
    code: str = decoded(reply, Bytes)
    return "0x" + code[len(_DELEGATES) :].lower()


def word_in(reply: Reply) -> int | None:
    """One number, as a contract answers it; None where it answers nothing, or something else."""
    data: str = decoded(reply, Bytes)
    return int(data, 16) if len(data) == 2 + 64 else None


def token_in(symbol: Reply, decimals: Reply) -> Token:
    """Only shown beside a finding: a contract that says nonsense has no name, and that is no trouble."""
    return Token(symbol=_symbol(symbol), decimals=_decimals(decimals))


def _symbol(reply: Reply) -> str | None:
    data = _data(reply)
    try:
        return shown(str(read(("string",), data)[0]))[:32] or None
    except Malformed:  # older tokens answer 32 bytes (MKR)
        old = data.rstrip(b"\0").decode("ascii", errors="ignore") if len(data) == 32 else ""
        return shown(old) or None


def _decimals(reply: Reply) -> int | None:
    data = _data(reply)
    found = int.from_bytes(data) if len(data) == 32 else 256
    return found if found <= 255 else None


def _data(reply: Reply) -> bytes:
    if isinstance(reply, Failure):
        return b""
    try:
        found: str = msgspec.json.decode(reply.raw, type=Bytes)
    except msgspec.DecodeError:
        return b""
    return bytes.fromhex(found[2:])


def replay_in(reply: Reply) -> Replay:
    """How the failed call went the second time; nodes say it in very different words."""
    if isinstance(reply, Result):
        decoded(reply, Bytes)
        return Replay(Replayed.SUCCEEDED)
    data = _data_of(reply)
    if data or _REVERTED.search(reply.message):  # first: what it said may hold any words
        said = _WORDS.search(reply.message)
        return Replay(Replayed.REVERTED, data or b"", said[1] if said and not data else "")
    if _RAN_DRY.search(reply.message):
        return Replay(Replayed.OUT_OF_GAS)
    if _NO_INSTRUCTION.search(reply.message):
        return Replay(Replayed.INVALID)
    return Replay(Replayed.NOT_KNOWN)


def _data_of(reply: Failure) -> bytes | None:
    """As text, as ``{"data": text}``, or as ``Reverted 0x...``; None where there is none. Raise NoAnswer."""
    if reply.raw in {b"", b"null"}:
        return None
    try:
        found = msgspec.json.decode(reply.raw, type=str | dict[str, object])
    except (msgspec.DecodeError, RecursionError):
        raise unreadable() from None
    text = found.get("data", "") if isinstance(found, dict) else found
    if not isinstance(text, str):
        raise unreadable()
    given = text.removeprefix("Reverted ").strip()
    if not re.fullmatch(r"(0x([0-9a-fA-F]{2})*)?", given):
        raise unreadable()
    return bytes.fromhex(given[2:])
