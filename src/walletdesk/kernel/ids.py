"""Identifiers. One type per thing, so a contact id cannot be passed where a conversation id is meant."""

import secrets
import time
from typing import NewType

ContactId = NewType("ContactId", str)
IdentityId = NewType("IdentityId", str)
AgentId = NewType("AgentId", str)
TeamId = NewType("TeamId", str)
ConversationId = NewType("ConversationId", str)
MessageId = NewType("MessageId", str)
InboxId = NewType("InboxId", str)
TicketId = NewType("TicketId", str)
ArticleId = NewType("ArticleId", str)
BlobId = NewType("BlobId", str)
SurveyId = NewType("SurveyId", str)
AlertId = NewType("AlertId", str)
SessionId = NewType("SessionId", str)

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: nothing to confuse when read aloud
_PAIRS = [a + b for a in _LETTERS for b in _LETTERS]  # two letters a step: an id is made for every message
_RANDOM_BITS = 80


def new_id(prefix: str) -> str:
    """``cnv_`` and 26 letters: 48 bits of time, so that new rows lie together, and 80 bits of chance."""
    value = ((time.time_ns() // 1_000_000) << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
    return f"{prefix}_{_letters(value)}"


def _letters(value: int) -> str:
    return "".join([_PAIRS[(value >> shift) & 0x3FF] for shift in range(120, -1, -10)])
