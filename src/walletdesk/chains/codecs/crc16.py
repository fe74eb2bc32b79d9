"""Addresses with a checksum of 16 bits: Stellar's strkey (SEP-23) and TON's friendly form (TEP-2)."""

from base64 import b32decode, b32encode, b64decode
from binascii import Error, crc_hqx
from dataclasses import dataclass

_TEST_ONLY, _BOUNCEABLE, _NOT_BOUNCEABLE = 0x80, 0x11, 0x51
_WORKCHAINS = {0: 0, 255: -1}


def strkey(text: str) -> tuple[int, bytes] | None:
    """Version byte and payload."""
    padded = text + "=" * (-len(text) % 8)
    try:
        raw = b32decode(padded)
    except Error:
        return None
    if len(raw) < 4 or b32encode(raw).decode() != padded:  # bits that mean nothing must be zero
        return None
    return (raw[0], raw[1:-2]) if crc_hqx(raw[:-2], 0) == int.from_bytes(raw[-2:], "little") else None


@dataclass(frozen=True, slots=True)
class Friendly:
    workchain: int
    hash: bytes
    is_bounceable: bool
    is_test: bool


def friendly(text: str) -> Friendly | None:
    """Of 48 letters of base64 in either alphabet, but not of both mixed."""
    if len(text) != 48 or (set(text) & set("-_") and set(text) & set("+/")):
        return None
    raw = b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    flag, workchain = raw[0] & ~_TEST_ONLY, _WORKCHAINS.get(raw[1])
    if flag not in {_BOUNCEABLE, _NOT_BOUNCEABLE} or workchain is None:
        return None
    if crc_hqx(raw[:-2], 0) != int.from_bytes(raw[-2:], "big"):
        return None
    return Friendly(workchain, raw[2:-2], flag == _BOUNCEABLE, bool(raw[0] & _TEST_ONLY))
