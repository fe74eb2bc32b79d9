"""Whether an article helped: one voice for each reader, and what was missing in their own words."""

from walletdesk.knowledge.opinions.model import Tally
from walletdesk.knowledge.opinions.service import Opinions, Reader

__all__ = ["Opinions", "Reader", "Tally"]
