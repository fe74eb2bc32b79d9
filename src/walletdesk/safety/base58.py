"""Base58check, as far as recognising a key needs it."""

from hashlib import sha256

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUE = {letter: value for value, letter in enumerate(_ALPHABET)}


def payload(text: str, size: int) -> bytes | None:
    """The ``size`` bytes that ``text`` stands for; None unless it has that size and its checksum."""
    number = 0
    for letter in text:
        value = _VALUE.get(letter)
        if value is None:
            return None
        number = number * 58 + value
    if number.bit_length() > (size + 4) * 8:
        return None
    raw = number.to_bytes(size + 4, "big")
    body, check = raw[:-4], raw[-4:]
    return body if sha256(sha256(body).digest()).digest()[:4] == check else None
