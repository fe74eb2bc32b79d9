"""Facts about what the bot decided. No word of anybody is in them: the message and the topics are named."""

from dataclasses import dataclass
from enum import StrEnum

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ConversationId, MessageId


class Outcome(StrEnum):
    ANSWERED = "answered"  # an article, and nobody was called
    OFFERED = "offered"  # a choice between topics
    MISSED = "missed"  # no answer: it asked back, or offered a person
    HANDED_OVER = "handed_over"
    RISK = "risk"  # safe steps and a person at once
    UNASKED = "unasked"  # the bot had no part in it: an agent says what it was about


@dataclass(frozen=True, slots=True)
class Likelihood:
    """``p``: that this topic is the right one."""

    topic: str
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistantEvent(Event):
    conversation: ConversationId

    @property
    def topic(self) -> str:
        return self.conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDecided(AssistantEvent):
    """What was done with ``message``, item ``seq``. A crash may tell it twice: once by its message is once.

    ``meant``: what the message was taken for (question, danger, person, button ...). ``shown``: the topic of
    the article that was shown. ``likely``: the first three of the search, best first; empty where nobody
    searched. ``answer_from`` and ``offer_from``: the thresholds in force. ``reason``: why a person was asked.
    """

    message: MessageId
    seq: int
    channel: str
    locale: str
    meant: str
    outcome: Outcome
    reason: str = ""
    shown: str = ""
    likely: tuple[Likelihood, ...] = ()
    answer_from: float = 0.0
    offer_from: float = 0.0
    knowledge: str = ""  # which version of the phrasings
    model: str = ""  # what compared texts, by name and version
    version: str = ""  # of what was learnt here: thresholds, weights, sayings


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerJudged(AssistantEvent):
    """The contact says whether the article of ``shown`` helped; it answered their message ``asked``."""

    asked: MessageId
    shown: str
    helped: bool
