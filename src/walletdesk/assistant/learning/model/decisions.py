"""What the bot decided about one question, and what it turned out to be about."""

from dataclasses import dataclass, replace
from datetime import datetime

from walletdesk.assistant.events import Outcome
from walletdesk.kernel.ids import ConversationId, MessageId

NONE_OF_THEM = ""  # the topic of a question that no article answers
DRAFTED = "draft:"  # before the id of the article that was begun with a question


@dataclass(frozen=True, slots=True)
class Guess:
    """``p``: that this topic is the right one."""

    topic: str
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What somebody of the staff says the question was about; ``NONE_OF_THEM`` is a verdict too."""

    topic: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """``guesses``: best first. ``answer_from``: the threshold in force. ``settled``: what became of it."""

    message: MessageId
    conversation: ConversationId
    seq: int  # of the message in its conversation
    at: datetime
    channel: str
    locale: str
    outcome: Outcome
    shown: str = ""
    guesses: tuple[Guess, ...] = ()
    answer_from: float = 0.0
    knowledge: str = ""
    model: str = ""
    version: str = ""
    helped: bool | None = None
    verdict: Verdict | None = None
    settled: str = ""

    @property
    def likeliest(self) -> str:
        return self.guesses[0].topic if self.guesses else ""

    @property
    def sure(self) -> float:
        return self.guesses[0].p if self.guesses else 0.0

    @property
    def right(self) -> str | None:
        """The topic as far as anybody said. Staff are believed before the contact, who says "it helped"."""
        if self.verdict is not None:
            return self.verdict.topic
        return self.shown if self.helped and self.shown else None

    @property
    def about(self) -> str | None:
        """The topic that was confirmed or denied; None: nobody said anything."""
        if self.right is not None:
            return self.right
        return self.shown if self.helped is False and self.shown else None

    @property
    def drafted(self) -> str:
        """The article that a lead began with this question; empty: none."""
        return self.settled.removeprefix(DRAFTED) if self.settled.startswith(DRAFTED) else ""

    @property
    def was_right(self) -> bool | None:
        """Of an answer that was given; None: nobody said, or none was given."""
        if self.outcome is not Outcome.ANSWERED:
            return None
        if self.verdict is not None:
            return self.verdict.topic == self.shown
        return self.helped

    def judged(self, verdict: Verdict) -> "Decision":
        return replace(self, verdict=verdict)
