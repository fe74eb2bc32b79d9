"""Conversations in SQL: the only place that knows the tables of this capability."""

from walletdesk.conversations.store.archive import SqlArchive
from walletdesk.conversations.store.files import SqlFileArchive, open_files
from walletdesk.conversations.store.held import SqlHeldArchive, open_held
from walletdesk.conversations.store.mentions import SqlMentionArchive, open_mentions
from walletdesk.conversations.store.scrubbing import SCRUB, Scrubbing
from walletdesk.conversations.store.search import SqlMessageIndex
from walletdesk.conversations.store.writing import open_work

__all__ = [
    "SCRUB",
    "Scrubbing",
    "SqlArchive",
    "SqlFileArchive",
    "SqlHeldArchive",
    "SqlMentionArchive",
    "SqlMessageIndex",
    "open_files",
    "open_held",
    "open_mentions",
    "open_work",
]
