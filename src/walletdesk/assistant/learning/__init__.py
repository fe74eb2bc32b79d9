"""What the bot learns from those who work with it: judged questions, thresholds, versions to roll back."""

from walletdesk.assistant.learning.events import PrecisionFell, VersionSwitched
from walletdesk.assistant.learning.model import SHIPPED, Decision, Entry, Guess, Lesson, Outcome, Version
from walletdesk.assistant.learning.service import (
    Confirming,
    Overseeing,
    Recording,
    Refitting,
    Reviewing,
    Watching,
)

__all__ = [
    "SHIPPED",
    "Confirming",
    "Decision",
    "Entry",
    "Guess",
    "Lesson",
    "Outcome",
    "Overseeing",
    "PrecisionFell",
    "Recording",
    "Refitting",
    "Reviewing",
    "Version",
    "VersionSwitched",
    "Watching",
]
