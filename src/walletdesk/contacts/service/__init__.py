"""Use cases about contacts, one file each."""

from walletdesk.contacts.service.book import ContactBook
from walletdesk.contacts.service.emails import EmailProving, ProofLetter
from walletdesk.contacts.service.sessions import Asked, Opened, Sessions

__all__ = ["Asked", "ContactBook", "EmailProving", "Opened", "ProofLetter", "Sessions"]
