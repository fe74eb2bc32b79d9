"""Drafts: one per conversation, agent and mode, versioned, so that none leaks or returns."""

from walletdesk.workspace.drafts.model import Draft, Mode
from walletdesk.workspace.drafts.service import Drafts
from walletdesk.workspace.drafts.store import open_work, read_drafts

__all__ = ["Draft", "Drafts", "Mode", "open_work", "read_drafts"]
