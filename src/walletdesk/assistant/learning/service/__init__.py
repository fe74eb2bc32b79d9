"""Use cases of learning."""

from walletdesk.assistant.learning.service.confirming import Confirming, Question, Questions
from walletdesk.assistant.learning.service.overseeing import Overseeing, Overview
from walletdesk.assistant.learning.service.recording import Recording
from walletdesk.assistant.learning.service.refitting import Refitting
from walletdesk.assistant.learning.service.watching import Watching

__all__ = [
    "Confirming",
    "Overseeing",
    "Overview",
    "Question",
    "Questions",
    "Recording",
    "Refitting",
    "Watching",
]
