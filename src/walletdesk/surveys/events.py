"""Facts about surveys. What a contact wrote as a comment is not in them: it stays with the survey."""

from dataclasses import dataclass
from datetime import datetime

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, SurveyId, TeamId, TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyEvent(Event):
    """About one matter: a conversation, or a ticket that has none."""

    survey: SurveyId
    contact: ContactId
    conversation: ConversationId | None = None
    ticket: TicketId | None = None

    @property
    def topic(self) -> str:
        return self.conversation or self.ticket or self.survey


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyAsked(SurveyEvent):
    """``again``: the matter was opened again meanwhile and is resolved anew; it is still the same survey."""

    locale: str
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyAnswered(SurveyEvent):
    """Marks from 1 to 5; ``overall`` is the CSAT, ``manner`` the communication.

    ``again``: takes the place of an earlier answer to this survey, which counts no more. ``given_at``: when
    this answer was first given; thinking it over moves no day.
    """

    agent: AgentId | None
    overall: int
    speed: int | None = None
    manner: int | None = None
    professionalism: int | None = None
    solved: int | None = None
    commented: bool = False
    again: bool = False
    team: TeamId | None = None
    channel: str = ""
    locale: str = ""
    given_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOpened(SurveyEvent):
    """A lead is to look at an answer: its mark was low, or it says that nothing is solved."""

    review: str
    overall: int
    unsolved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDone(SurveyEvent):
    review: str
    by: AgentId


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOnAsked(SurveyEvent):
    """It is not solved, the contact says, and we are to go on."""
