"""Solana's secret keys: 32 bytes of seed and the 32 bytes of the public key that belongs to them.

A signature has the same size and letters: what tells them apart is whether the second half follows from the
first.
"""

import re

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from walletdesk.safety.base58 import decoded

SIZE = 64
MOST = 50  # rows of numbers in one text that are looked at: each costs a curve's multiplication
LENGTHS = range(80, 90)  # letters of 64 bytes, a few leading ones being zero
NUMBERS = re.compile(r"(?:\[\s*)?\d{1,3}(?:\s*,\s*\d{1,3}){31,63}\s*,?\s*\]?")


def is_keypair(raw: bytes) -> bool:
    return len(raw) == SIZE and public_key(raw[:32]) == raw[32:]


def public_key(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def is_key(text: str) -> bool:
    if len(text) not in LENGTHS:
        return False
    raw = decoded(text, SIZE)
    return raw is not None and is_keypair(raw)


def bytes_of(numbers: str) -> bytes | None:
    """What a row of decimal numbers stands for; None where one is more than a byte."""
    values = [int(number) for number in re.findall(r"\d+", numbers)]
    return bytes(values) if max(values) < 256 else None
