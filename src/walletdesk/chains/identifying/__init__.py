"""Finds transaction ids and addresses in any text."""

from walletdesk.chains.identifying.identifier import Identifier
from walletdesk.chains.identifying.ports import Judge, Screen, Suspicion

__all__ = ["Identifier", "Judge", "Screen", "Suspicion"]
