"""What a successful transaction moved and permitted: by its logs, and by what was called."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from walletdesk.chains.model.diagnosis.facts import Log, Receipt, Transaction

# The first topic of a log is the keccak-256 of what happened, as Transfer(address,address,uint256).
TRANSFER: Final = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"
APPROVAL: Final = "0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925"
APPROVAL_FOR_ALL: Final = "0x17307eab39ab6107e8899845ad3d59bd9653f200f220920489ca2b5937696c31"
NOBODY: Final = (
    "0x" + "0" * 40
)  # tokens come from here when they are made, and go here when they are destroyed
MORE_THAN_EXIST: Final = 2**128  # of the smallest unit: no token has so many, so the permission has no limit

_APPROVE, _APPROVE_FOR_ALL = bytes.fromhex("095ea7b3"), bytes.fromhex("a22cb465")
_INCREASE = bytes.fromhex("39509351")  # increaseAllowance(address,uint256)
_WORD = 32
_MOST: Final = 20  # receivers that are looked at: the last of them, as the money ends there


@dataclass(frozen=True, slots=True)
class Moved:
    """``amount`` in the token's smallest unit; ``item`` is the number of a unique one (ERC-721)."""

    token: str
    sender: str
    to: str
    amount: int
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Permission:
    """Somebody may move the owner's tokens: all there are, or ever will be."""

    token: str
    spender: str


def moved(receipt: Receipt) -> tuple[Moved, ...]:
    """Transfers of nothing are left out: anybody can make them in another's name."""
    found = (_moved(log) for log in receipt.logs)
    return tuple(one for one in found if one is not None and one.amount)


def _moved(log: Log) -> Moved | None:
    if not log.topics or log.topics[0] != TRANSFER:
        return None
    if len(log.topics) == 3 and len(log.data) == _WORD:
        return Moved(log.address, _address(log.topics[1]), _address(log.topics[2]), int.from_bytes(log.data))
    if len(log.topics) == 4 and not log.data:
        item = int(log.topics[3], 16)
        return Moved(log.address, _address(log.topics[1]), _address(log.topics[2]), 1, item)
    return None


def final(moves: Iterable[Moved]) -> tuple[Moved, ...]:
    """The moves to those who have more of the token afterwards; who only passes it on is none of them."""
    listed = tuple(moves)
    change: dict[tuple[str, str], int] = defaultdict(int)
    for one in listed:
        change[one.token, one.sender] -= one.amount
        change[one.token, one.to] += one.amount
    return tuple(one for one in listed if one.to != NOBODY and change[one.token, one.to] > 0)[-_MOST:]


def receivers(transaction: Transaction, receipt: Receipt) -> frozenset[str]:
    """The addresses of which one must know what stands there."""
    called = {transaction.to} if transaction.to is not None and transaction.value else set()
    return frozenset(called | {one.to for one in final(moved(receipt))})


def unlimited(transaction: Transaction, receipt: Receipt) -> Permission | None:
    """The first permission without a limit that the sender gave."""
    given = [
        *_by_call(transaction),
        *(one for log in receipt.logs for one in _by_log(log, transaction.sender)),
    ]
    return given[0] if given else None


def _by_call(transaction: Transaction) -> Iterator[Permission]:
    selector, words = transaction.data[:4], transaction.data[4:]
    if transaction.to is None or len(words) < 2 * _WORD:
        return
    spender, amount = "0x" + words[12:_WORD].hex(), int.from_bytes(words[_WORD : 2 * _WORD])
    without_limit = selector in {_APPROVE, _INCREASE} and amount >= MORE_THAN_EXIST
    if without_limit or (selector == _APPROVE_FOR_ALL and amount == 1):
        yield Permission(transaction.to, spender)


def _by_log(log: Log, owner: str) -> Iterator[Permission]:
    if len(log.topics) != 3 or _address(log.topics[1]) != owner or len(log.data) != _WORD:
        return
    amount = int.from_bytes(log.data)
    without_limit = log.topics[0] == APPROVAL and amount >= MORE_THAN_EXIST
    if without_limit or (log.topics[0] == APPROVAL_FOR_ALL and amount == 1):
        yield Permission(log.address, _address(log.topics[2]))


def _address(topic: str) -> str:
    return "0x" + topic[-40:]
