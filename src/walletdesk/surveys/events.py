"""Facts about surveys. What a contact wrote as a comment is not in them: it stays with the survey."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, SurveyId


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyEvent(Event):
    conversation: ConversationId
    survey: SurveyId
    contact: ContactId

    @property
    def topic(self) -> str:
        return self.conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyAsked(SurveyEvent):
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyAnswered(SurveyEvent):
    """Marks from 1 to 5; ``overall`` is the CSAT. ``again``: the contact thought it over within a day."""

    agent: AgentId | None
    overall: int
    speed: int | None = None
    manner: int | None = None
    solved: int | None = None
    commented: bool = False
    again: bool = False
