"""Mails as they came, for the agents who may read their conversation: as text, as sent, as a file."""

from walletdesk.channels.email.originals.framing import Link, framed
from walletdesk.channels.email.originals.pictures import MailPictures
from walletdesk.channels.email.originals.service import Original, Originals

__all__ = ["Link", "MailPictures", "Original", "Originals", "framed"]
