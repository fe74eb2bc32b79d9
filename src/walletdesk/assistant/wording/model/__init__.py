"""The rules of wording: what leaves the house, and what of an answer may be said. No I/O, no clock."""

from walletdesk.assistant.wording.model.checking import (
    Fault,
    Sentence,
    Source,
    faults_of,
    hard_faults,
    has_unseen,
)
from walletdesk.assistant.wording.model.masking import Mask
from walletdesk.assistant.wording.model.plain import plain

__all__ = ["Fault", "Mask", "Sentence", "Source", "faults_of", "hard_faults", "has_unseen", "plain"]
