"""What arrived and what became of it."""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from walletdesk.kernel.ids import ConversationId, InboxId


class State(StrEnum):
    """``HELD``: a person looks at it first. ``UNREADABLE`` and ``FAILED`` can be taken again."""

    WAITING = "waiting"
    TAKEN = "taken"
    IGNORED = "ignored"  # understood, and nothing of it belongs into a conversation
    HELD = "held"
    UNREADABLE = "unreadable"
    STOPPED = "stopped"  # held a secret; nothing of it is kept
    FAILED = "failed"  # our own fault, told after the last attempt


TAKEN_AGAIN = "again"  # the reason of one that waits because somebody looked and said so
LEFT = "left"  # the reason of one that somebody looked at and let be
CAN_BE_TAKEN = frozenset({State.HELD, State.UNREADABLE, State.FAILED})


_LENGTH = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Arriving:
    """``external_id``: of one inbox it comes once, however often it is brought.

    ``facts``: what the transport alone knows, such as an envelope's recipients; sealed with the rest.
    """

    external_id: str
    raw: bytes = field(repr=False)
    facts: Mapping[str, str] = field(default_factory=dict, repr=False)

    def packed(self) -> bytes:
        head = json.dumps(dict(self.facts), ensure_ascii=False).encode()
        return _LENGTH.pack(len(head)) + head + self.raw

    @classmethod
    def unpacked(cls, external_id: str, packed: bytes) -> "Arriving":
        begins = _LENGTH.size + _LENGTH.unpack_from(packed)[0]
        return cls(external_id, packed[begins:], json.loads(packed[_LENGTH.size : begins]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """``kind``: of its inbox. ``reason``: a word of ours for its state."""

    id: str
    inbox: InboxId
    kind: str
    external_id: str
    received_at: datetime
    size: int  # bytes
    state: State = State.WAITING
    reason: str = ""
    conversation: ConversationId | None = None
    has_raw: bool = True

    @property
    def is_taken(self) -> bool:
        return self.state is State.TAKEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a channel made of one. ``wipes``: what came is not kept any longer."""

    state: State
    reason: str = ""
    conversation: ConversationId | None = None
    wipes: bool = False
