"""The rules of wording: what leaves the house, and what of an answer may be said. No I/O, no clock."""

from walletdesk.assistant.wording.model.asking import (
    SHAPE,
    Answer,
    Prompt,
    UnreadableError,
    for_answer,
    for_summary,
    for_translation,
    read,
)
from walletdesk.assistant.wording.model.breaker import Breaker
from walletdesk.assistant.wording.model.checking import (
    Fault,
    Sentence,
    Source,
    faults_of,
    hard_faults,
    translation_faults,
    untrusted,
)
from walletdesk.assistant.wording.model.masking import Mask
from walletdesk.assistant.wording.model.plain import plain

__all__ = [
    "SHAPE",
    "Answer",
    "Breaker",
    "Fault",
    "Mask",
    "Prompt",
    "Sentence",
    "Source",
    "UnreadableError",
    "faults_of",
    "for_answer",
    "for_summary",
    "for_translation",
    "hard_faults",
    "plain",
    "read",
    "translation_faults",
    "untrusted",
]
