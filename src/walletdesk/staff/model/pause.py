"""Why an agent is away: from a list that administrators keep, and never asked by force."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from walletdesk.kernel.ids import AgentId
from walletdesk.staff.model.agent import State

MOST_PAUSES: Final = 12  # more nobody chooses from


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseReason:
    """``code`` is kept with the time; the words may change."""

    code: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A stretch of time in one state; ``ended_at`` None: it goes on."""

    agent: AgentId
    state: State
    reason: str
    began_at: datetime
    ended_at: datetime | None


AT_FIRST: Final = (
    PauseReason(code="break", en="Break", zh="休息"),
    PauseReason(code="meeting", en="Meeting", zh="会议"),
    PauseReason(code="training", en="Training", zh="培训"),
)
