"""How an agent wants the workspace: language, look, keys, and what may ring. Only they themselves see it."""

from walletdesk.workspace.preferences.model import Notice, Preferences
from walletdesk.workspace.preferences.service import Preferring
from walletdesk.workspace.preferences.store import open_work, read_preferences

__all__ = ["Notice", "Preferences", "Preferring", "open_work", "read_preferences"]
