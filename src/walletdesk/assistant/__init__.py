"""The bot: answers from published articles and hands the rest to a person.

Import from here, never from the files inside.
"""

from walletdesk.assistant.events import AnswerJudged, Likelihood, Outcome, QuestionDecided
from walletdesk.assistant.model import Article, Basis, Found, Promise, danger_in, may_be_danger, wants_person
from walletdesk.assistant.ports import Inquiry, World
from walletdesk.assistant.service import Assistant, Diagnosed

__all__ = [
    "AnswerJudged",
    "Article",
    "Assistant",
    "Basis",
    "Diagnosed",
    "Found",
    "Inquiry",
    "Likelihood",
    "Outcome",
    "Promise",
    "QuestionDecided",
    "World",
    "danger_in",
    "may_be_danger",
    "wants_person",
]
