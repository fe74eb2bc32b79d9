"""The beginning of a message on TON: what it asks for (a bag of cells, docs.ton.org, "Serialization").

Wallets and programs say in the first four bytes what a message is. Zero is a comment for people.
"""

from binascii import a2b_base64
from typing import Final

_MAGIC: Final = bytes.fromhex("b5ee9c72")
COMMENT: Final = 0
BOUNCED: Final = 0xFFFFFFFF  # it comes back
JETTON_TRANSFER: Final = 0x0F8A7EA5  # a token is to move (TEP-74)
JETTON_INTERNAL: Final = 0x178D4519  # from one owner's token wallet to the other's


def beginning(body: str) -> bytes:
    """The data of the first cell. Raise ValueError."""
    try:
        raw = a2b_base64(body, strict_mode=True)
    except ValueError:
        raise ValueError(len(body)) from None
    if raw[:4] != _MAGIC or len(raw) < 13:
        raise ValueError(len(raw))
    size, offset = raw[4] & 7, raw[5]
    cells, roots = (int.from_bytes(raw[at : at + size]) for at in (6, 6 + size))
    at = 6 + 3 * size + offset + size * roots + (cells * offset if raw[4] >> 7 else 0)
    if not 0 < size <= 4 or not 0 < offset <= 8 or roots < 1 or at + 2 > len(raw):
        raise ValueError(at)
    data = raw[at + 2 : at + 2 + (raw[at + 1] + 1) // 2]
    if len(data) < (raw[at + 1] + 1) // 2:
        raise ValueError(at)
    return data


def asks_for(data: bytes) -> int | None:
    return int.from_bytes(data[:4]) if len(data) >= 4 else None
