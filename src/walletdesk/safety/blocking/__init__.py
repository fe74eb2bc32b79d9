"""Sites that others know to be bad, as an operator imported them: with source, licence and date."""

from walletdesk.safety.blocking.model import BlockList, KnownBad
from walletdesk.safety.blocking.ports import HostOf, Site
from walletdesk.safety.blocking.service import BlockLists, Imported

__all__ = ["BlockList", "BlockLists", "HostOf", "Imported", "KnownBad", "Site"]
