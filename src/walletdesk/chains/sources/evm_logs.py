"""Permissions that an address gave, as the logs of an EVM chain tell of them, checked field by field."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec

from walletdesk.chains.model.diagnosis.moves import APPROVAL, APPROVAL_FOR_ALL
from walletdesk.chains.sources.evm_answers import Address, Bytes, Hash, Quantity, decoded, inconsistent
from walletdesk.chains.sources.json_rpc import Reply

_WORD: Final = 66  # characters of 32 bytes


@dataclass(frozen=True, slots=True)
class Given:
    """``block``: when it was last spoken of."""

    token: str
    spender: str
    block: int
    for_all: bool = False
    item: int | None = None


class _Log(msgspec.Struct, frozen=True, rename="camel"):
    address: Address
    topics: Annotated[list[Hash], msgspec.Meta(min_length=1, max_length=4)]
    data: Bytes
    block_number: Quantity
    removed: bool = False


def given_in(reply: Reply, owner: str, begin: int, end: int) -> Sequence[Given]:
    """Raise NoAnswer, also where a log is of another owner or block than was asked for."""
    logs: list[_Log] = decoded(reply, list[_Log])
    found = [_given(log, owner, begin, end) for log in logs]
    return [one for one in found if one is not None]


def _given(log: _Log, owner: str, begin: int, end: int) -> Given | None:
    """None of a form that no token has."""
    topics, block = [topic.lower() for topic in log.topics], int(log.block_number, 16)
    fits = begin <= block <= end and not log.removed and topics[0] in {APPROVAL, APPROVAL_FOR_ALL}
    if not fits or len(topics) < 2 or topics[1] != "0x" + owner[2:].zfill(64):
        raise inconsistent()
    if len(topics) == 3 and len(log.data) == _WORD:
        for_all = topics[0] == APPROVAL_FOR_ALL
        return Given(log.address.lower(), _address(topics[2]), block, for_all)
    if len(topics) == 4 and log.data == "0x" and topics[0] == APPROVAL:
        return Given(log.address.lower(), _address(topics[2]), block, item=int(topics[3], 16))
    return None


def _address(topic: str) -> str:
    return "0x" + topic[-40:]
