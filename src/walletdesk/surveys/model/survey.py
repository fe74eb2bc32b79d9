"""A survey and its rules: one for each matter, answered once for each time it was resolved."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from walletdesk.kernel.errors import Conflict, Invalid
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, SurveyId, TeamId, TicketId
from walletdesk.surveys.events import GoOnAsked, SurveyAnswered, SurveyAsked

COMMENT = 1000  # characters
THINK_OVER = timedelta(hours=24)
OPEN_FOR = timedelta(days=30)  # later answers tell about the memory, not about the service
UNSOLVED = 1  # what "No" to "Is your problem solved?" is kept as; "partly" is 3, "yes" 5
SOLVED = 5
POOR = 2  # asked whether we shall go on, whatever leads call low
PARTS = ("overall", "speed", "manner", "professionalism", "solved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """From 1 (bad) to 5 (good). ``comment`` was screened for secrets by whoever took it in.

    ``manner`` is the communication.
    """

    overall: int
    speed: int | None = None
    manner: int | None = None
    professionalism: int | None = None
    solved: int | None = None
    comment: str = ""

    def __post_init__(self) -> None:
        given = [mark for mark in (getattr(self, part) for part in PARTS) if mark is not None]
        if not all(1 <= mark <= 5 for mark in given):
            raise Invalid("Marks go from 1 to 5.")
        if len(self.comment) > COMMENT:
            raise Invalid("A comment has at most {most} characters.", most=COMMENT)

    @property
    def unsolved(self) -> bool:
        return self.solved == UNSOLVED

    def wants_review(self, low: int) -> bool:
        return self.overall <= low or self.unsolved


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is to be asked about. ``matters``: every name that it goes by, of conversation and tickets."""

    contact: ContactId
    locale: str
    resolved_at: datetime
    matters: tuple[str, ...]
    conversation: ConversationId | None = None
    ticket: TicketId | None = None
    agent: AgentId | None = None
    team: TeamId | None = None
    channel: str = ""
    only_new: bool = False  # a matter that was asked about is left alone

    def survey(self, id: SurveyId) -> "Survey":
        return Survey(
            id=id,
            conversation=self.conversation,
            ticket=self.ticket,
            contact=self.contact,
            agent=self.agent,
            team=self.team,
            channel=self.channel,
            locale=self.locale,
            asked_at=self.resolved_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """``withdrawn_at``: the matter was opened again, and nothing is asked until it is resolved anew."""

    id: SurveyId
    contact: ContactId
    asked_at: datetime
    conversation: ConversationId | None = None
    ticket: TicketId | None = None
    agent: AgentId | None = None
    team: TeamId | None = None
    channel: str = ""
    locale: str = ""
    marks: Marks | None = None
    answered_at: datetime | None = None
    changed_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def is_answered(self) -> bool:
        """Since it was last asked."""
        return self.answered_at is not None and self.answered_at >= self.asked_at

    def standing(self, at: datetime) -> str:
        """``open``, ``given`` (and may still be changed), ``settled``, ``late`` or ``goes_on``."""
        if self.withdrawn_at is not None:
            return "goes_on"
        if not self.is_answered:
            return "open" if at <= self.asked_at + OPEN_FOR else "late"
        since = self.answered_at or self.asked_at
        return "given" if at <= since + THINK_OVER else "settled"

    def asked(self, *, again: bool = False) -> SurveyAsked:
        return SurveyAsked(
            at=self.asked_at,
            conversation=self.conversation,
            ticket=self.ticket,
            survey=self.id,
            contact=self.contact,
            locale=self.locale,
            again=again,
        )

    def asked_again(self, asking: Asking) -> "Survey | None":
        """None for what was asked about already. An earlier answer stays until another takes its place."""
        if asking.only_new or asking.resolved_at <= self.asked_at:
            return None
        return replace(
            self,
            asked_at=asking.resolved_at,
            agent=asking.agent,
            team=asking.team,
            conversation=self.conversation or asking.conversation,
            withdrawn_at=None,
        )

    def withdrawn(self, at: datetime) -> "Survey":
        """Told late, of a time before it was last asked, it changes nothing."""
        return self if at < self.asked_at or self.withdrawn_at else replace(self, withdrawn_at=at)

    def answered(self, marks: Marks, at: datetime) -> tuple["Survey", SurveyAnswered]:
        self._refuse(at)
        since = (self.answered_at if self.is_answered else None) or at
        told = SurveyAnswered(
            at=at,
            conversation=self.conversation,
            ticket=self.ticket,
            survey=self.id,
            contact=self.contact,
            agent=self.agent,
            team=self.team,
            channel=self.channel,
            locale=self.locale,
            **{part: getattr(marks, part) for part in PARTS},
            commented=bool(marks.comment),
            again=self.answered_at is not None,
            given_at=since,
        )
        return replace(self, marks=marks, answered_at=since, changed_at=at), told

    def may_go_on(self, at: datetime) -> bool:
        """Asked of those who gave a poor mark, or said that it is not solved, while they may change it."""
        poor = self.marks is not None and (self.marks.overall <= POOR or (self.marks.solved or 5) < SOLVED)
        return poor and self.standing(at) in {"given", "goes_on"}

    def goes_on(self, at: datetime) -> GoOnAsked:
        """For a contact who says that it is not solved."""
        return GoOnAsked(
            at=at,
            conversation=self.conversation,
            ticket=self.ticket,
            survey=self.id,
            contact=self.contact,
        )

    def _refuse(self, at: datetime) -> None:
        standing = self.standing(at)
        if standing == "goes_on":
            raise Conflict("We are still working on it. We ask again when it is solved.", code="goes_on")
        if standing == "settled":
            raise Conflict("You have rated this already. Thank you.", code="rated_already")
        if standing == "late":
            raise Conflict("It is too late to rate this.", code="too_late")
