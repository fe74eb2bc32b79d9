"""Contacts whom we take no messages from, for a time or for good: who decided it, why, and until when."""

from walletdesk.contacts.blocking.model import Block, Why

__all__ = ["Block", "Why"]
