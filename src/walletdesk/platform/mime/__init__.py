"""Reading mails of others: what they say, as plain values, without believing any of it."""

from walletdesk.platform.mime.mails import read
from walletdesk.platform.mime.model import (
    Automatic,
    Body,
    Doubt,
    File,
    Party,
    ReadMail,
    Unreadable,
    UnreadableError,
)

__all__ = ["Automatic", "Body", "Doubt", "File", "Party", "ReadMail", "Unreadable", "UnreadableError", "read"]
