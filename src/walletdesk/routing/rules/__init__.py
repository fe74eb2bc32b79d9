"""What leads set for the queues: weights of channels, when a second team takes over, what goes where."""

from walletdesk.routing.rules.model import WHOLE, Facts, Overflow, Plan, Rule, Weights, first
from walletdesk.routing.rules.ports import Places
from walletdesk.routing.rules.service import Arranging

__all__ = ["WHOLE", "Arranging", "Facts", "Overflow", "Places", "Plan", "Rule", "Weights", "first"]
