"""What a hint says, and how whoever gets it knows that it is ours (Standard Webhooks, symmetric, v1)."""

import base64
import binascii
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

UNREAD = "conversation.unread"
_PREFIX = "whsec_"
_SHORTEST = 24  # bytes, as the standard asks


class BadSecret(ValueError):  # noqa: N818 - reads better in a raise
    """No secret for signing: that is ``whsec_`` and the base64 of 24 bytes or more."""


@dataclass(frozen=True, slots=True)
class Secret:
    key: bytes = field(repr=False)


def read_secrets(text: str) -> tuple[Secret, ...]:
    """One a line. With two of them each hint is signed by both, so that one can be changed in peace."""
    found = tuple(_secret(line.strip()) for line in text.splitlines() if line.strip())
    if not found:
        raise BadSecret
    return found


def _secret(line: str) -> Secret:
    try:
        key = base64.b64decode(line.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise BadSecret from None
    if len(key) < _SHORTEST:
        raise BadSecret
    return Secret(key)


def signed(secrets: Sequence[Secret], id: str, at: datetime, body: bytes) -> Mapping[str, str]:
    """The three headers."""
    stamp = str(int(at.timestamp()))
    whole = b".".join((id.encode(), stamp.encode(), body))
    seals = (base64.b64encode(hmac.digest(one.key, whole, "sha256")).decode() for one in secrets)
    return {
        "webhook-id": id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{seal}" for seal in seals),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """That ``subject``, as the wallet calls them, has something to read. Never what: others pass it on."""

    subject: str = field(repr=False)
    conversation: str
    seq: int  # of the latest that they can see
    unread: int

    @property
    def id(self) -> str:
        """The same for each attempt, so that whoever gets it twice can tell."""
        return f"msg_{self.conversation}_{self.seq}"

    def body(self, at: datetime) -> bytes:
        data = {"subject": self.subject, "conversation": self.conversation, "unread": self.unread}
        whole = {"type": UNREAD, "timestamp": at.isoformat(timespec="seconds"), "data": data}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
