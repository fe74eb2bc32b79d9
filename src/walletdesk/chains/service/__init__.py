"""What one may ask about transactions."""

from walletdesk.chains.ports import Question
from walletdesk.chains.service.diagnosing import Diagnosed, Diagnosing

__all__ = ["Diagnosed", "Diagnosing", "Question"]
