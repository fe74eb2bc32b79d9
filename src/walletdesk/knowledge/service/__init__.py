"""Use cases about articles, one file each."""

from walletdesk.knowledge.service.editing import Editing
from walletdesk.knowledge.service.library import GOOD_ENOUGH, Library

__all__ = ["GOOD_ENOUGH", "Editing", "Library"]
