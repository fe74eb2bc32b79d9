"""Reads the bytes of a Solana transaction.

Its id is the first signature over them, which is checked: nobody in between can change them. The form:
anza-xyz/solana-sdk, ``transaction`` and ``message`` (legacy and version 0).
"""

from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from walletdesk.chains.codecs import base58s

_KEY: Final = 32
_SIGNATURE: Final = 64
_VERSIONED: Final = 0x80


class Malformed(ValueError):  # noqa: N818 - reads better in a raise
    """The bytes are no such transaction, or not signed by who pays for it."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """``accounts`` and ``program`` are places in the list of keys."""

    program: int
    accounts: tuple[int, ...]
    data: bytes


@dataclass(frozen=True, slots=True)
class Raw:
    """``keys`` are those that stand in it; ``looked_up`` more come from tables on the chain."""

    signature: bytes
    signers: int
    keys: tuple[bytes, ...]
    instructions: tuple[Instruction, ...]
    looked_up: int


class _Bytes:
    """What has not been read yet."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    @property
    def rest(self) -> bytes:
        return self._data[self._place :]

    def take(self, length: int) -> bytes:
        found = self._data[self._place : self._place + length]
        if len(found) != length:
            raise Malformed
        self._place += length
        return found

    def one(self) -> int:
        return self.take(1)[0]

    def count(self) -> int:
        """Up to 65,535, in one to three bytes of seven bits."""
        found = 0
        for step in range(3):
            byte = self.one()
            found |= (byte & 0x7F) << 7 * step
            if not byte & 0x80:
                return found
        raise Malformed

    def list(self) -> bytes:
        return self.take(self.count())


def transaction_of(data: bytes) -> Raw:
    """Raise Malformed."""
    outer = _Bytes(data)
    signatures = [outer.take(_SIGNATURE) for _ in range(outer.count())]
    signed = outer.rest
    message = _Bytes(signed)
    versioned = bool(signed[:1]) and bool(signed[0] & _VERSIONED)
    if versioned and message.one() != _VERSIONED:
        raise Malformed  # only version 0 is known
    signers, _, _ = message.one(), message.one(), message.one()
    keys = tuple(message.take(_KEY) for _ in range(message.count()))
    message.take(_KEY)  # the block hash
    instructions = tuple(_instruction(message) for _ in range(message.count()))
    looked_up = sum(_table(message) for _ in range(message.count())) if versioned else 0
    if message.rest or not signatures or len(signatures) != signers or signers > len(keys):
        raise Malformed
    _verify(keys[0], signatures[0], signed)
    return Raw(signatures[0], signers, keys, instructions, looked_up)


def _instruction(message: _Bytes) -> Instruction:
    program = message.one()
    accounts = tuple(message.list())
    return Instruction(program, accounts, message.list())


def _table(message: _Bytes) -> int:
    """How many keys it adds."""
    message.take(_KEY)
    return len(message.list()) + len(message.list())


def _verify(key: bytes, signature: bytes, signed: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed)
    except (InvalidSignature, ValueError):
        raise Malformed from None


def written(key: bytes) -> str:
    return base58s.plain(key)
