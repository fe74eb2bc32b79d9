"""Contacts: who asks, by which identities we know them, and how well. Not what they said."""

from walletdesk.contacts.authenticator import ContactAuthenticator
from walletdesk.contacts.blocking import Block, Why
from walletdesk.contacts.blocking.model import OVER as BLOCK_OVER
from walletdesk.contacts.events import (
    ContactBlocked,
    ContactEmailProven,
    ContactIdentified,
    ContactSignedOut,
    EmailProofRequested,
)
from walletdesk.contacts.model import Contact, Identity, Level, mail_address, mailbox_of
from walletdesk.contacts.service import Asked, ContactBook, EmailProving, Opened, ProofLetter, Sessions
from walletdesk.contacts.tokens import (
    DeviceSecrets,
    ProofTokens,
    ReadSession,
    SessionToken,
    SessionTokens,
    SignedOut,
)

__all__ = [
    "BLOCK_OVER",
    "Asked",
    "Block",
    "Contact",
    "ContactAuthenticator",
    "ContactBlocked",
    "ContactBook",
    "ContactEmailProven",
    "ContactIdentified",
    "ContactSignedOut",
    "DeviceSecrets",
    "EmailProofRequested",
    "EmailProving",
    "Identity",
    "Level",
    "Opened",
    "ProofLetter",
    "ProofTokens",
    "ReadSession",
    "SessionToken",
    "SessionTokens",
    "Sessions",
    "SignedOut",
    "Why",
    "mail_address",
    "mailbox_of",
]
