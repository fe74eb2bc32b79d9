"""A draft and what it belongs to."""

from dataclasses import dataclass
from enum import StrEnum

from walletdesk.kernel.ids import AgentId, ConversationId


class Mode(StrEnum):
    REPLY = "reply"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """``version`` rises with every change, sending included; an empty text keeps its version."""

    conversation: ConversationId
    agent: AgentId
    mode: Mode
    version: int = 0
    text: str = ""
