"""Use cases of promises: what we set out to keep, what was promised, and which hours hold."""

from walletdesk.sla.service.promising import CHECK, MOVES, Promising
from walletdesk.sla.service.targets import Targets
from walletdesk.sla.service.timetables import Timetables

__all__ = ["CHECK", "MOVES", "Promising", "Targets", "Timetables"]
