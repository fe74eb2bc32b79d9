"""How many people are needed when: who will ask, what that asks of whom, and whether enough are planned."""

from walletdesk.insights.staffing.ports import Arrivals, Patience, Quarter
from walletdesk.insights.staffing.service import Staffing

__all__ = ["Arrivals", "Patience", "Quarter", "Staffing"]
