"""Use cases about articles, one file each."""

from walletdesk.knowledge.service.editing import Editing
from walletdesk.knowledge.service.exchange import Done, Exchange
from walletdesk.knowledge.service.library import Library

__all__ = ["Done", "Editing", "Exchange", "Library"]
