"""Conversations in SQL: the only place that knows the tables of this capability."""

from walletdesk.conversations.store.archive import SqlArchive
from walletdesk.conversations.store.files import SqlFileArchive, open_files
from walletdesk.conversations.store.search import SqlMessageIndex
from walletdesk.conversations.store.writing import open_work

__all__ = ["SqlArchive", "SqlFileArchive", "SqlMessageIndex", "open_files", "open_work"]
