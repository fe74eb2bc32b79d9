"""Addresses of Bitcoin Cash with a checksum of 40 bits (bitcoincash.org, spec/cashaddr.md)."""

from walletdesk.chains.codecs.bech32 import LETTERS, to_bytes

_STEPS = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)
_SIZES = (20, 24, 28, 32, 40, 48, 56, 64)
_CHECK = 8
KEY, SCRIPT = 0, 1  # what the address is of; two more for the same with tokens of CashTokens


def read(prefix: str, text: str) -> tuple[int, bytes] | None:
    """What it is of, and the hash; ``text`` stands behind the colon. None where something is wrong."""
    lower = text.lower()
    if text not in {lower, text.upper()} or len(text) <= _CHECK:
        return None
    values = [LETTERS.find(letter) for letter in lower]
    if -1 in values or _rest([*(ord(c) & 31 for c in prefix), 0, *values]):
        return None
    payload = to_bytes(tuple(values[:-_CHECK]))
    if not payload or payload[0] >> 7 or payload[0] >> 3 > 3 or len(payload) - 1 != _SIZES[payload[0] & 7]:
        return None
    return (payload[0] >> 3) & 1, payload[1:]


def _rest(values: list[int]) -> int:
    rest = 1
    for value in values:
        top, rest = rest >> 35, (rest & 0x07FFFFFFFF) << 5 ^ value
        for bit, step in enumerate(_STEPS):
            rest ^= step if top >> bit & 1 else 0
    return rest ^ 1
