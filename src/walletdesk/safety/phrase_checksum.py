"""The checksum inside a recovery phrase: 4 bits for twelve words, 8 for twenty-four."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256

from walletdesk.safety.words import ENGLISH

LENGTHS = frozenset({12, 15, 18, 21, 24})


def fits(words: Sequence[str]) -> bool:
    """Whether these words, all of them and in this order, are a valid phrase."""
    if len(words) not in LENGTHS:
        return False
    numbers = [_numbers().get(word) for word in words]
    if None in numbers:
        return False
    bits = "".join(f"{number:011b}" for number in numbers)
    check = len(words) // 3
    entropy = int(bits[:-check], 2).to_bytes(len(words) * 4 // 3, "big")
    return f"{sha256(entropy).digest()[0]:08b}"[:check] == bits[-check:]


@cache
def _numbers() -> dict[str, int]:
    """Each word and its four first letters, by which some people keep it."""
    return {word[:4]: number for number, word in enumerate(ENGLISH)} | {w: n for n, w in enumerate(ENGLISH)}
