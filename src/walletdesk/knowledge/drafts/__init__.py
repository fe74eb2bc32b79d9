"""Where articles are written: drafts beside what is read, earlier versions, and what is still to be done."""

from walletdesk.knowledge.drafts.model import Draft, Entry, Past, State
from walletdesk.knowledge.drafts.service import Drafting

__all__ = ["Draft", "Drafting", "Entry", "Past", "State"]
