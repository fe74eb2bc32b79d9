"""Use cases of proving that we are who we say."""

from walletdesk.verification.service.badges import Badges
from walletdesk.verification.service.phrases import Phrases
from walletdesk.verification.service.proving import Fresh, Proving, Standing
from walletdesk.verification.service.talking import Talking

__all__ = ["Badges", "Fresh", "Phrases", "Proving", "Standing", "Talking"]
