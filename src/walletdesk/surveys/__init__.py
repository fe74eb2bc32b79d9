"""How it was: four marks and a comment, asked after an agent resolved a conversation."""

from walletdesk.surveys.events import SurveyAnswered, SurveyAsked
from walletdesk.surveys.model import COMMENT, LOW, Marks, Survey
from walletdesk.surveys.service import Surveying

__all__ = ["COMMENT", "LOW", "Marks", "Survey", "SurveyAnswered", "SurveyAsked", "Surveying"]
