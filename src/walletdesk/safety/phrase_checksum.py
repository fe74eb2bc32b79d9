"""The checksum inside a recovery phrase: 4 bits for twelve words, 8 for twenty-four."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from walletdesk.safety.lists import ENGLISH, word_list

LENGTHS = frozenset({12, 15, 18, 21, 24})


def fits(words: Sequence[str], numbers: Mapping[str, int] | None = None) -> bool:
    """Whether all of these words, in this order, are a valid phrase of this list, or of the English one."""
    if len(words) not in LENGTHS:
        return False
    known = word_list(ENGLISH).numbers if numbers is None else numbers
    drawn = [known.get(word) for word in words]
    if None in drawn:
        return False
    bits = "".join(f"{number:011b}" for number in drawn)
    check = len(words) // 3
    entropy = int(bits[:-check], 2).to_bytes(len(words) * 4 // 3, "big")
    return f"{sha256(entropy).digest()[0]:08b}"[:check] == bits[-check:]
