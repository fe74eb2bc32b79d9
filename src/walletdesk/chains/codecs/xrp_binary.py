"""Transactions of the XRP Ledger as they are signed: their id, and the numbers that stand in front.

Fields stand in the order of their types, so that all whole numbers come first (xrpl.org, "Serialization").
The id is a hash of all of it: what is read here was signed, whatever an endpoint says beside it.
"""

from hashlib import sha512
from typing import Final

_PREFIX: Final = b"TXN\0"
_SIZES: Final = {1: 2, 2: 4}  # bytes of a 16 and of a 32 bit number, by type
TYPE: Final = (1, 2)  # type and number of a field
FLAGS: Final = (2, 2)
DESTINATION_TAG: Final = (2, 14)
LAST_LEDGER: Final = (2, 27)


def id_of(blob: bytes) -> str:
    return sha512(_PREFIX + blob).digest()[:32].hex().upper()


def numbers(blob: bytes) -> dict[tuple[int, int], int]:
    """Those in front, by type and number of the field. Raise ValueError where it ends within one."""
    found: dict[tuple[int, int], int] = {}
    at = 0
    while at < len(blob):
        (kind, field), at = _head(blob, at)
        if kind not in _SIZES:
            break
        end = at + _SIZES[kind]
        if end > len(blob):
            raise ValueError(len(blob))
        found[kind, field] = int.from_bytes(blob[at:end])
        at = end
    return found


def _head(blob: bytes, at: int) -> tuple[tuple[int, int], int]:
    """Two halves of a byte; a half that is zero says that a byte of its own follows."""
    kind, field = blob[at] >> 4, blob[at] & 15
    at += 1
    missing = (kind == 0) + (field == 0)
    if at + missing > len(blob):
        raise ValueError(len(blob))
    if kind == 0:
        kind, at = blob[at], at + 1
    if field == 0:
        field, at = blob[at], at + 1
    return (kind, field), at
