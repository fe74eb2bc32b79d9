"""What one may ask about transactions."""

from walletdesk.chains.ports import Question
from walletdesk.chains.service.diagnosing import Diagnosed, Diagnosing
from walletdesk.chains.service.inspecting import Inspected, Inspecting

__all__ = ["Diagnosed", "Diagnosing", "Inspected", "Inspecting", "Question"]
