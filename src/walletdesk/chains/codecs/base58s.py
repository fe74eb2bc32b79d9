"""Base58, in Bitcoin's alphabet and XRP's, with and without a checksum of four bytes."""

import re

import base58

_XRP = base58.XRP_ALPHABET


def raw(text: str) -> bytes | None:
    """The bytes it stands for; None where a letter is none of the alphabet's."""
    try:
        return base58.b58decode(text)
    except ValueError:
        return None


def checked(text: str) -> bytes | None:
    """The bytes before the checksum; None unless the checksum is right."""
    try:
        return base58.b58decode_check(text)
    except ValueError:
        return None


def checked_xrp(text: str) -> bytes | None:
    try:
        return base58.b58decode_check(text, alphabet=_XRP)
    except ValueError:
        return None


def written(payload: bytes) -> str:
    """With its checksum, as people are shown it."""
    return base58.b58encode_check(payload).decode()


def of_32_bytes(text: str) -> str | None:
    """As base58, of what is written so or in digits after ``0x``; None if it is of another size."""
    if re.fullmatch(r"0x[0-9a-fA-F]{64}", text):
        return base58.b58encode(bytes.fromhex(text[2:])).decode()
    found = raw(text) if 32 <= len(text) <= 44 else None
    return text if found is not None and len(found) == 32 else None


def plain(payload: bytes) -> str:
    """Without a checksum."""
    return base58.b58encode(payload).decode()
