"""Identifiers. One type per thing, so a contact id cannot be passed where a conversation id is meant."""

import os
import time
from functools import lru_cache
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
SavedReplyId = NewType("SavedReplyId", str)
CallbackId = NewType("CallbackId", str)
CallId = NewType("CallId", str)

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: nothing to confuse when read aloud
_PAIRS = [a + b for a in _LETTERS for b in _LETTERS]
_OF_BYTE = (_LETTERS * 8).encode()  # five bits of a byte are a letter, whichever the other three are
_CHANCE = 16  # letters: 80 bits
_AT_ONCE = 256  # asking the kernel costs more than making the id, so it is asked for many at a time
_chances: list[str] = []


def new_id(prefix: str, ms: int | None = None) -> str:
    """``cnv_`` and 26 letters: 48 bits of time, so that new rows lie together, and 80 bits of chance.

    ``ms``: the time where it is more than "now": those made since a time can then be counted by their ids.
    """
    return f"{prefix}_{_moment(time.time_ns() // 1_000_000 if ms is None else ms)}{_chance()}"


def first_id(prefix: str, ms: int) -> str:
    """No id that was made from this time on comes before it, none made earlier after it."""
    return f"{prefix}_{_moment(ms)}"


@lru_cache(maxsize=4)  # many ids are made in one millisecond
def _moment(ms: int) -> str:
    return "".join([_PAIRS[(ms >> shift) & 0x3FF] for shift in range(40, -1, -10)])


def _chance() -> str:
    """Each is given out once, whichever thread asks: taking it from the list is one step."""
    try:
        return _chances.pop()
    except IndexError:
        drawn = os.urandom(_AT_ONCE * _CHANCE).translate(_OF_BYTE).decode()
        _chances.extend(drawn[i : i + _CHANCE] for i in range(_CHANCE, len(drawn), _CHANCE))
        return drawn[:_CHANCE]


if hasattr(os, "register_at_fork"):  # a child must not give out what its parent will
    os.register_at_fork(after_in_child=_chances.clear)
