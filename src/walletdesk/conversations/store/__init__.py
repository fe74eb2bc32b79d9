"""Conversations in SQL: the only place that knows the tables of this capability."""

from walletdesk.conversations.store.archive import SqlArchive
from walletdesk.conversations.store.search import SqlMessageIndex
from walletdesk.conversations.store.writing import open_work

__all__ = ["SqlArchive", "SqlMessageIndex", "open_work"]
