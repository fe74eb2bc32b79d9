"""Slang, slips and short forms that a house adds to those that come with the program, or does without."""

from walletdesk.knowledge.synonyms.model import Synonym
from walletdesk.knowledge.synonyms.service import Listing, Synonyms, Trial

__all__ = ["Listing", "Synonym", "Synonyms", "Trial"]
