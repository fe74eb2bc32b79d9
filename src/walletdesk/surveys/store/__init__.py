"""The only files that know the tables of surveys, their reviews and their settings."""

from walletdesk.surveys.store.reading import SqlArchive, SqlReviewArchive
from walletdesk.surveys.store.writing import SqlSettings, forget_texts, open_work

__all__ = ["SqlArchive", "SqlReviewArchive", "SqlSettings", "forget_texts", "open_work"]
