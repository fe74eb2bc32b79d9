"""Secret seeds of Stellar and XRP: letters of their own, with a checksum."""

import re
from base64 import b32decode
from binascii import crc_hqx

from walletdesk.safety.base58 import XRP, payload

SEED = re.compile(r"(?<![0-9A-Za-z])(?:S[A-Z2-7]{55}|s[1-9A-HJ-NP-Za-km-z]{27,30})(?![0-9A-Za-z])")
_STELLAR_SEED = 18 << 3
_XRP_SIZES = {17: b"\x21", 19: b"\x01\xe1\x4b"}  # bytes with their version: secp256k1, Ed25519


def is_seed(text: str) -> bool:
    return _is_stellar(text) if text[0] == "S" else _is_xrp(text)


def _is_stellar(text: str) -> bool:
    raw = b32decode(text)
    return raw[0] == _STELLAR_SEED and crc_hqx(raw[:-2], 0) == int.from_bytes(raw[-2:], "little")


def _is_xrp(text: str) -> bool:
    return any((payload(text, size, XRP) or b"").startswith(head) for size, head in _XRP_SIZES.items())
