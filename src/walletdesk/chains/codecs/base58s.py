"""Base58, in Bitcoin's alphabet and XRP's, with and without a checksum of four bytes."""

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
