"""Addresses of Polkadot and its kin (SS58): a prefix for the network, the key, a checksum of 16 bits."""

from hashlib import blake2b

from walletdesk.chains.codecs import base58s

_SALT = b"SS58PRE"
_SIZE = 35  # one byte of prefix, 32 of the key, 2 of the checksum


def read(text: str) -> tuple[int, bytes] | None:
    """Prefix and key; None where the checksum is wrong. Prefixes of two bytes are of other networks."""
    raw = base58s.raw(text)
    if raw is None or len(raw) != _SIZE or raw[0] > 63:
        return None
    return (raw[0], raw[1:-2]) if blake2b(_SALT + raw[:-2]).digest()[:2] == raw[-2:] else None
