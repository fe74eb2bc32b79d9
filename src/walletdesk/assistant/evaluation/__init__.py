"""How good the answers are on judged questions: what ``walletdesk eval answers`` prints and writes."""

from walletdesk.assistant.evaluation.bounds import error_bound, interval, stays_below, threshold
from walletdesk.assistant.evaluation.outcome import Deed, Seen, deed_of, fresh
from walletdesk.assistant.evaluation.scoring import Evaluation, Question, cross_validated, question_of, scored
from walletdesk.assistant.service.deciding import Deciding
from walletdesk.assistant.service.turns import Heard

__all__ = [
    "Deciding",
    "Deed",
    "Evaluation",
    "Heard",
    "Question",
    "Seen",
    "cross_validated",
    "deed_of",
    "error_bound",
    "fresh",
    "interval",
    "question_of",
    "scored",
    "stays_below",
    "threshold",
]
