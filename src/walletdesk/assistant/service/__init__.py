"""The bot at work."""

from walletdesk.assistant.service.assistant import Assistant
from walletdesk.assistant.service.turns import Diagnosed, Heard

__all__ = ["Assistant", "Diagnosed", "Heard"]
