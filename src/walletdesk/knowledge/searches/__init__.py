"""What readers of the help look for, what they do not find, and whether an article ended their search."""

from walletdesk.knowledge.searches.model import Ended, Period, Sought
from walletdesk.knowledge.searches.service import Gaps, Report, Searches

__all__ = ["Ended", "Gaps", "Period", "Report", "Searches", "Sought"]
