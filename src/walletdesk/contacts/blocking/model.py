"""One block: the reason is a fixed word, so that nobody writes about a person what they would not read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from walletdesk.kernel.ids import AgentId, ContactId

OVER: Final = "contacts.block_over"  # a job: its time is up


class Why(StrEnum):
    SPAM = "spam"
    ABUSE = "abuse"
    FRAUD = "fraud"
    FLOOD = "flood"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """``until`` None: until somebody takes it back."""

    contact: ContactId
    why: Why
    by: AgentId
    at: datetime
    until: datetime | None = None

    def is_over(self, at: datetime) -> bool:
        return self.until is not None and self.until <= at
