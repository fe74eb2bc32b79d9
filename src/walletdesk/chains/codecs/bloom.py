"""The fingerprint that a receipt keeps of its logs: whoever leaves one out must change that as well."""

from collections.abc import Iterable

from walletdesk.chains.codecs.eip55 import keccak256

_BITS = 2_048


def bloom_of(parts: Iterable[bytes]) -> int:
    """Of the addresses and topics of all logs: three bits for each (Ethereum's yellow paper, 4.3.1)."""
    found = 0
    for part in set(parts):
        hashed = keccak256(part)
        for place in (0, 2, 4):
            found |= 1 << int.from_bytes(hashed[place : place + 2]) % _BITS
    return found
