"""A review: a lead looks at one low answer, does something about it, and writes down what."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NewType

from walletdesk.kernel.errors import Conflict, Invalid
from walletdesk.kernel.ids import AgentId, SurveyId
from walletdesk.surveys.events import ReviewDone, ReviewOpened
from walletdesk.surveys.model.survey import Marks, Survey

ReviewId = NewType("ReviewId", str)
NOTE = 1000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """``note`` was screened for secrets as it came in. ``taken_by``: who looks at it, and nobody else."""

    id: ReviewId
    survey: SurveyId
    opened_at: datetime
    done_at: datetime | None = None
    done_by: AgentId | None = None
    note: str = ""
    taken_at: datetime | None = None
    taken_by: AgentId | None = None

    @property
    def is_open(self) -> bool:
        return self.done_at is None

    def opened(self, survey: Survey, marks: Marks) -> ReviewOpened:
        return ReviewOpened(
            at=self.opened_at,
            conversation=survey.conversation,
            ticket=survey.ticket,
            survey=survey.id,
            contact=survey.contact,
            review=self.id,
            overall=marks.overall,
            unsolved=marks.unsolved,
        )

    def taken(self, by: AgentId, at: datetime) -> "Review":
        """From whoever had it: a lead who went home holds nothing up. One's own, again, changes nothing."""
        if not self.is_open:
            raise Conflict("Somebody else has done this already.", code="done_already")
        return self if self.taken_by == by else replace(self, taken_at=at, taken_by=by)

    def done(self, by: AgentId, note: str, survey: Survey, at: datetime) -> tuple["Review", ReviewDone]:
        note = note.strip()
        if not note:
            raise Invalid("Say what was done.", code="no_note")
        if len(note) > NOTE:
            raise Invalid("A note has between 1 and {most} characters.", most=NOTE)
        if not self.is_open:
            raise Conflict("Somebody else has done this already.", code="done_already")
        told = ReviewDone(
            at=at,
            conversation=survey.conversation,
            ticket=survey.ticket,
            survey=survey.id,
            contact=survey.contact,
            review=self.id,
            by=by,
        )
        return replace(self, done_at=at, done_by=by, note=note), told
