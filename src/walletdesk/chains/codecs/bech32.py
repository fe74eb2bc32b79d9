"""Bech32 and bech32m (BIP-173, BIP-350), and addresses of witness programs in them.

Any four wrong characters are noticed. Which of the two constants holds depends on what is written.
"""

from dataclasses import dataclass

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUES = {letter: value for value, letter in enumerate(LETTERS)}
_STEPS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32, _BECH32M = 1, 0x2BC830A3
_LONGEST, _CHECK = 90, 6


@dataclass(frozen=True, slots=True)
class Written:
    """``values`` are of five bits, without the checksum."""

    hrp: str
    values: tuple[int, ...]
    is_m: bool


def read(text: str) -> Written | None:
    """None unless its letters, its length, its case and one of the two checksums are right."""
    lower = text.lower()
    hrp, one, data = lower.rpartition("1")
    if not one or not hrp or len(data) < _CHECK or len(text) > _LONGEST or text not in {lower, text.upper()}:
        return None
    values = [_VALUES.get(letter, -1) for letter in data]
    if -1 in values:
        return None
    rest = _rest([*(ord(c) >> 5 for c in hrp), 0, *(ord(c) & 31 for c in hrp), *values])
    if rest not in {_BECH32, _BECH32M}:
        return None
    return Written(hrp, tuple(values[:-_CHECK]), is_m=rest == _BECH32M)


def _rest(values: list[int]) -> int:
    rest = 1
    for value in values:
        top, rest = rest >> 25, (rest & 0x1FFFFFF) << 5 ^ value
        for bit, step in enumerate(_STEPS):
            rest ^= step if top >> bit & 1 else 0
    return rest


def to_bytes(values: tuple[int, ...]) -> bytes | None:
    """Five bits each to bytes; None where the bits left over are five or more, or not zero."""
    number = 0
    for value in values:
        number = number << 5 | value
    left = len(values) * 5 % 8
    if left > 4 or number & ((1 << left) - 1):
        return None
    return (number >> left).to_bytes(len(values) * 5 // 8, "big")


def witness(written: Written) -> tuple[int, bytes] | None:
    """Version and program of a SegWit address; None where its rules are broken."""
    if not written.values:
        return None
    version, program = written.values[0], to_bytes(written.values[1:])
    if program is None or version > 16 or not 2 <= len(program) <= 40 or written.is_m is not (version > 0):
        return None
    return None if version == 0 and len(program) not in {20, 32} else (version, program)
