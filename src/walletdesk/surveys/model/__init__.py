"""The rules of surveys: what is asked, what an answer holds, when somebody must look, what leads decide."""

from walletdesk.surveys.model.figures import FEWEST, Figure, Mean, Own, folded, own
from walletdesk.surveys.model.review import NOTE, Review, ReviewId
from walletdesk.surveys.model.settings import LOW, Settings
from walletdesk.surveys.model.survey import (
    COMMENT,
    OPEN_FOR,
    PARTS,
    SOLVED,
    THINK_OVER,
    UNSOLVED,
    Asking,
    Marks,
    Survey,
)

__all__ = [
    "COMMENT",
    "FEWEST",
    "LOW",
    "NOTE",
    "OPEN_FOR",
    "PARTS",
    "SOLVED",
    "THINK_OVER",
    "UNSOLVED",
    "Asking",
    "Figure",
    "Marks",
    "Mean",
    "Own",
    "Review",
    "ReviewId",
    "Settings",
    "Survey",
    "folded",
    "own",
]
