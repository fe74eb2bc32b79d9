"""What one may ask about transactions."""

from walletdesk.chains.service.diagnosing import Diagnosed, Diagnosing, Question

__all__ = ["Diagnosed", "Diagnosing", "Question"]
