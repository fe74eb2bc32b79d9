"""Standard Webhooks: who sent these bytes, and when. https://www.standardwebhooks.com."""

import base64
import binascii
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

TOLERANCE: Final = timedelta(minutes=5)
SHORTEST_SECRET: Final = 24  # bytes, as the scheme asks
MOST_SIGNATURES: Final = 10  # several while a secret is being changed


def key_of(secret: str) -> bytes | None:
    """None for what is no secret of this scheme: 24 bytes or more in base64, perhaps after ``whsec_``."""
    try:
        key = base64.b64decode(secret.strip().removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) >= SHORTEST_SECRET else None


def is_fresh(headers: Mapping[str, str], now: datetime) -> bool:
    """Whether it is worth to read the body: an id, a signature, and a time that is about now."""
    sent = headers.get("webhook-timestamp", "")
    if not (sent.isascii() and sent.isdigit() and len(sent) < 12):
        return False
    near = abs(now.timestamp() - int(sent)) <= TOLERANCE.total_seconds()
    return near and bool(headers.get("webhook-id")) and bool(headers.get("webhook-signature"))


def is_signed(headers: Mapping[str, str], body: bytes, key: bytes) -> bool:
    """Compared in constant time. Call ``is_fresh`` first."""
    head = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode("utf-8", "replace")
    wanted = base64.b64encode(hmac.digest(key, head + body, "sha256"))
    shown = headers["webhook-signature"].split()[:MOST_SIGNATURES]
    matches = [hmac.compare_digest(b"v1," + wanted, one.encode("utf-8", "replace")) for one in shown]
    return any(matches)
