"""How it was: four parts and a comment after a matter is resolved, and what leads make of the answers."""

from walletdesk.surveys.events import GoOnAsked, ReviewDone, ReviewOpened, SurveyAnswered, SurveyAsked
from walletdesk.surveys.model import COMMENT, LOW, Asking, Marks, Review, Settings, Survey
from walletdesk.surveys.model.figures import Day, Figure, Mean
from walletdesk.surveys.ports import Talk, TicketOf
from walletdesk.surveys.pulse import Pulse, PulseAnswered, PulseAsked, PulseId, Pulsing, Result
from walletdesk.surveys.service import Counting, Reviewing, Setting, Surveying
from walletdesk.surveys.tokens import QuestionTokens
from walletdesk.surveys.unreached import LONGEST, WAYS, ManyUnreached, Telling, Told, Unreached

__all__ = [
    "COMMENT",
    "LONGEST",
    "LOW",
    "WAYS",
    "Asking",
    "Counting",
    "Day",
    "Figure",
    "GoOnAsked",
    "ManyUnreached",
    "Marks",
    "Mean",
    "Pulse",
    "PulseAnswered",
    "PulseAsked",
    "PulseId",
    "Pulsing",
    "QuestionTokens",
    "Result",
    "Review",
    "ReviewDone",
    "ReviewOpened",
    "Reviewing",
    "Setting",
    "Settings",
    "Survey",
    "SurveyAnswered",
    "SurveyAsked",
    "Surveying",
    "Talk",
    "Telling",
    "TicketOf",
    "Told",
    "Unreached",
]
