"""Base58, and the checksum of base58check, as far as recognising a key needs them."""

from hashlib import sha256

_BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
XRP = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_CHECK = 4  # bytes
_VALUES = {letters: {letter: value for value, letter in enumerate(letters)} for letters in (_BITCOIN, XRP)}


def decoded(text: str, size: int, letters: str = _BITCOIN) -> bytes | None:
    """The ``size`` bytes that ``text`` stands for; None where it stands for more, or for none."""
    values, number = _VALUES[letters], 0
    for letter in text:
        value = values.get(letter)
        if value is None:
            return None
        number = number * 58 + value
    return None if number.bit_length() > size * 8 else number.to_bytes(size, "big")


def payload(text: str, size: int, letters: str = _BITCOIN) -> bytes | None:
    """The ``size`` bytes that ``text`` stands for; None unless it has that size and its checksum."""
    raw = decoded(text, size + _CHECK, letters)
    if raw is None:
        return None
    body, check = raw[:-_CHECK], raw[-_CHECK:]
    return body if sha256(sha256(body).digest()).digest()[:_CHECK] == check else None
