"""Reads the bytes of a TRON transaction. Their SHA-256 is its id, so that nobody in between can change them.

Fields are numbered as in java-tron, ``Tron.proto`` and ``core/contract/*.proto``.
"""

from dataclasses import dataclass, replace
from typing import Final

from walletdesk.chains.codecs import base58s
from walletdesk.chains.codecs.protobuf import Malformed, Message, read
from walletdesk.chains.model.diagnosis.reverts import shown
from walletdesk.chains.model.diagnosis.tron_facts import (
    Deed,
    Does,
    Permission,
    Permissions,
    TokenCall,
    TronTransaction,
)

_PREFIX: Final = b"\x41"
_ADDRESS: Final = 21  # bytes
_TRANSFER, _TRANSFER_FROM = bytes.fromhex("a9059cbb"), bytes.fromhex("23b872dd")
_APPROVE, _INCREASE = bytes.fromhex("095ea7b3"), bytes.fromhex("39509351")
_APPROVE_MORE = bytes.fromhex("d73dd623")  # increaseApproval(address,uint256), of older tokens
_APPROVE_ALL = bytes.fromhex("a22cb465")  # setApprovalForAll(address,bool)
_EVERYTHING: Final = 2**256 - 1
_WORD: Final = 32


@dataclass(frozen=True, slots=True)
class _Body:
    """One thing to be done, and by whom."""

    kind: int
    fields: Message


def address_of(raw: bytes) -> str:
    """As people are shown it. Raise Malformed."""
    if len(raw) != _ADDRESS or raw[:1] != _PREFIX:
        raise Malformed
    return base58s.written(raw)


def transaction_of(raw: bytes) -> TronTransaction:
    """Raise Malformed."""
    outer = read(raw)
    bodies = outer.messages(11)
    if len(bodies) != 1:  # the protocol has room for several and allows one
        raise Malformed
    body = _Body(bodies[0].number(1), bodies[0].message(2).message(2))
    return replace(
        _done(body), fee_limit=outer.number(18), expires=outer.number(8), memo=_memo(outer.data(10))
    )


def _memo(raw: bytes) -> str:
    """Anybody's words."""
    try:
        return shown(raw.decode())
    except UnicodeDecodeError:
        return shown("0x" + raw.hex())


def _done(body: _Body) -> TronTransaction:
    match body.kind:
        case 1:
            return _send(body.fields)
        case 2:
            return _send_asset(body.fields)
        case 31:
            return _call(body.fields)
        case 46:
            return _permit(body.fields)
        case _:
            return TronTransaction(does=Does.OTHER, sender=_first_address(body.fields))


def _send(fields: Message) -> TronTransaction:
    return TronTransaction(
        does=Does.SEND,
        sender=address_of(fields.data(1)),
        to=address_of(fields.data(2)),
        value=fields.number(3),
    )


def _send_asset(fields: Message) -> TronTransaction:
    return TronTransaction(
        does=Does.SEND_ASSET,
        asset=shown(fields.data(1).decode("ascii", errors="replace")),
        sender=address_of(fields.data(2)),
        to=address_of(fields.data(3)),
        value=fields.number(4),
    )


def _call(fields: Message) -> TronTransaction:
    sender = address_of(fields.data(1))
    return TronTransaction(
        does=Does.CALL,
        sender=sender,
        to=address_of(fields.data(2)),
        value=fields.number(3),
        call=_token_call(sender, fields.data(4)),
    )


def _token_call(sender: str, data: bytes) -> TokenCall | None:
    """The first word is what is called, the rest are its arguments. None where it is something else."""
    selector, words = data[:4], [data[at : at + _WORD] for at in range(4, len(data), _WORD)]
    if len(words) < 2 or len(words[1]) != _WORD:
        return None
    first, second = _in_word(words[0]), int.from_bytes(words[1])
    if selector == _TRANSFER:
        return TokenCall(Deed.MOVED, sender, first, second)
    if selector == _TRANSFER_FROM and len(words) > 2 and len(words[2]) == _WORD:
        return TokenCall(Deed.MOVED, first, _in_word(words[1]), int.from_bytes(words[2]))
    if selector in {_APPROVE, _INCREASE, _APPROVE_MORE}:
        return TokenCall(Deed.PERMITTED, sender, first, second)
    if selector == _APPROVE_ALL:
        return TokenCall(Deed.PERMITTED, sender, first, _EVERYTHING if second else 0)
    return None


def _in_word(word: bytes) -> str:
    """Wallets write the 0x41 before the 20 bytes, or leave it out; the chain looks at the 20 alone."""
    return address_of(_PREFIX + word[-20:])


def _permit(fields: Message) -> TronTransaction:
    sender = address_of(fields.data(1))
    return TronTransaction(
        does=Does.PERMIT,
        sender=sender,
        permissions=Permissions(
            sender,
            _permission(fields.message(2)),
            tuple(_permission(one) for one in fields.messages(4)),
        ),
    )


def _permission(one: Message) -> Permission:
    return Permission(one.number(4), {address_of(key.data(1)): key.number(2) for key in one.messages(7)})


def _first_address(fields: Message) -> str:
    """Whoever does it stands first, or after a name."""
    for _, value in fields.fields:
        if isinstance(value, bytes) and len(value) == _ADDRESS and value[:1] == _PREFIX:
            return address_of(value)
    raise Malformed
