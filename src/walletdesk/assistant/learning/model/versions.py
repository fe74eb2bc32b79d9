"""What was learnt, as a version that is put in force as a whole and rolled back as a whole."""

from dataclasses import dataclass, field
from datetime import datetime

from walletdesk.assistant.learning.model.figures import Trial
from walletdesk.assistant.learning.model.fitting import PROMISED
from walletdesk.kernel.ids import ConversationId, MessageId
from walletdesk.knowledge import Scorer


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """Where words of a contact stand that vote for a topic: a version keeps no copy of what was said."""

    message: MessageId
    conversation: ConversationId
    seq: int
    topic: str
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """``answer`` and ``offer``: None where the shipped thresholds hold. ``judged``: what it was fitted on."""

    id: str
    at: datetime
    by: str = ""  # empty: by itself, at night
    answer: float | None = None
    offer: float | None = None
    scorer: Scorer | None = None
    judged: int = 0
    strangers: float = 0.0  # the share of questions that no article answers
    lessons: tuple[Lesson, ...] = ()
    before: Trial = field(default_factory=Trial)
    after: Trial = field(default_factory=Trial)

    @property
    def model(self) -> str:
        """What compared texts when it was fitted: its thresholds mean nothing to another."""
        return self.after.model


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A version in the list of all of them: its figures, and of its lessons how many there are."""

    id: str
    at: datetime
    by: str
    answer: float | None
    judged: int
    strangers: float
    lessons: int
    before: Trial
    after: Trial


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """Which version is in force since when. ``number`` counts up; the last one holds."""

    number: int
    version: str
    at: datetime
    by: str


def is_no_worse(before: Trial, after: Trial) -> bool:
    """Whether a version may come into force by itself; a lead may put any in force.

    One that answers less must not give more wrong answers; one that answers more must be as often right as
    before, or as was promised.
    """
    slack = 1 / before.n if before.n else 0.0  # one question more or less is chance
    if after.first < before.first - slack:
        return False
    if after.answered <= before.answered and after.wrong <= before.wrong + slack:
        return True
    as_before = before.right if before.answered else PROMISED
    return after.right >= min(as_before, PROMISED) - slack
