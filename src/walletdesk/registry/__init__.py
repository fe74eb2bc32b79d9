"""The signed list of official channels: what is ours, said so that anybody can check it."""

from walletdesk.registry.model import Entry, Foreign, Kind, Reason
from walletdesk.registry.official import Registry

__all__ = ["Entry", "Foreign", "Kind", "Reason", "Registry"]
