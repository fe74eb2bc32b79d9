"""Use cases of learning."""

from walletdesk.assistant.learning.service.confirming import Confirming, Question, Questions
from walletdesk.assistant.learning.service.overseeing import Overseeing, Overview
from walletdesk.assistant.learning.service.recording import Recording
from walletdesk.assistant.learning.service.refitting import Refitting
from walletdesk.assistant.learning.service.reviewing import MOST_OF_ONE, OpenQuestion, Reviewing
from walletdesk.assistant.learning.service.watching import Watching

__all__ = [
    "MOST_OF_ONE",
    "Confirming",
    "OpenQuestion",
    "Overseeing",
    "Overview",
    "Question",
    "Questions",
    "Recording",
    "Refitting",
    "Reviewing",
    "Watching",
]
