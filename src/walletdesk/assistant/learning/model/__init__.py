"""Rules of learning: what a judged question is, what it allows, what a version holds. No I/O, no clock."""

from walletdesk.assistant.events import Outcome
from walletdesk.assistant.learning.model.decisions import (
    DRAFTED,
    NONE_OF_THEM,
    Decision,
    Guess,
    Verdict,
)
from walletdesk.assistant.learning.model.figures import (
    Audit,
    Bin,
    Point,
    Trial,
    audited,
    reliability,
    risk_coverage,
    tried,
)
from walletdesk.assistant.learning.model.fitting import (
    ENOUGH_JUDGED,
    NEVER,
    PROMISED,
    Fitted,
    JudgedQuestion,
    fitted,
)
from walletdesk.assistant.learning.model.lessons import (
    PARTS,
    Known,
    is_fit,
    lessons_of,
    part_of,
    strangers_among,
)
from walletdesk.assistant.learning.model.likeness import matters
from walletdesk.assistant.learning.model.masking import MASK, masked
from walletdesk.assistant.learning.model.versions import Entry, Lesson, Switch, Version, is_no_worse
from walletdesk.knowledge import SHIPPED

__all__ = [
    "DRAFTED",
    "ENOUGH_JUDGED",
    "MASK",
    "NEVER",
    "NONE_OF_THEM",
    "PARTS",
    "PROMISED",
    "SHIPPED",
    "Audit",
    "Bin",
    "Decision",
    "Entry",
    "Fitted",
    "Guess",
    "JudgedQuestion",
    "Known",
    "Lesson",
    "Outcome",
    "Point",
    "Switch",
    "Trial",
    "Verdict",
    "Version",
    "audited",
    "fitted",
    "is_fit",
    "is_no_worse",
    "lessons_of",
    "masked",
    "matters",
    "part_of",
    "reliability",
    "risk_coverage",
    "strangers_among",
    "tried",
]
