"""How many people are needed when: who will ask, what that asks of whom, and whether enough are planned."""

from walletdesk.insights.staffing.model.handling import Held
from walletdesk.insights.staffing.ports import Arrivals, Floor, Patience, Quarter
from walletdesk.insights.staffing.service import Staffing

__all__ = ["Arrivals", "Floor", "Held", "Patience", "Quarter", "Staffing"]
