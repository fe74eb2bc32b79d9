"""A survey and its rules: asked once for each resolution, answered once, thought over for a day."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from walletdesk.kernel.errors import Conflict, Invalid
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, SurveyId
from walletdesk.surveys.events import SurveyAnswered

COMMENT = 1000  # characters
THINK_OVER = timedelta(hours=24)
OPEN_FOR = timedelta(days=30)  # later answers tell about the memory, not about the service
LOW = 2  # an overall mark up to this wants somebody's attention


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """From 1 (bad) to 5 (good). ``comment`` was screened for secrets by whoever took it in."""

    overall: int
    speed: int | None = None
    manner: int | None = None
    solved: int | None = None
    comment: str = ""

    def __post_init__(self) -> None:
        given = [m for m in (self.overall, self.speed, self.manner, self.solved) if m is not None]
        if not all(1 <= mark <= 5 for mark in given):
            raise Invalid("Marks go from 1 to 5.")
        if len(self.comment) > COMMENT:
            raise Invalid("A comment has at most {most} characters.", most=COMMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    id: SurveyId
    conversation: ConversationId
    contact: ContactId
    agent: AgentId | None
    asked_at: datetime
    marks: Marks | None = None
    answered_at: datetime | None = None
    changed_at: datetime | None = None

    def answered(self, marks: Marks, at: datetime) -> tuple["Survey", SurveyAnswered]:
        if self.answered_at is not None and at > self.answered_at + THINK_OVER:
            raise Conflict("You have rated this already. Thank you.", code="rated_already")
        if self.answered_at is None and at > self.asked_at + OPEN_FOR:
            raise Conflict("It is too late to rate this.", code="too_late")
        told = SurveyAnswered(
            at=at,
            conversation=self.conversation,
            survey=self.id,
            contact=self.contact,
            agent=self.agent,
            overall=marks.overall,
            speed=marks.speed,
            manner=marks.manner,
            solved=marks.solved,
            commented=bool(marks.comment),
            again=self.answered_at is not None,
        )
        return replace(self, marks=marks, answered_at=self.answered_at or at, changed_at=at), told
