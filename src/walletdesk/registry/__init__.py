"""The signed list of official channels: what is ours, said so that anybody can check it."""

from walletdesk.registry.authority import MANDATE_DAYS, Authority, answer
from walletdesk.registry.checking import Draft, checked
from walletdesk.registry.defanging import defanged
from walletdesk.registry.events import RegistryExpiring, RegistryPublished
from walletdesk.registry.model import Entry, Foreign, Kind, Listed, Published, Reason, Trust
from walletdesk.registry.naming import handle_shown
from walletdesk.registry.official import Registry
from walletdesk.registry.sealing import EVIDENCE, Seal, Sealing
from walletdesk.registry.service import Publishing
from walletdesk.registry.watching import Watch
from walletdesk.registry.words import KIND_NAMES

__all__ = [
    "EVIDENCE",
    "KIND_NAMES",
    "MANDATE_DAYS",
    "Authority",
    "Draft",
    "Entry",
    "Foreign",
    "Kind",
    "Listed",
    "Published",
    "Publishing",
    "Reason",
    "Registry",
    "RegistryExpiring",
    "RegistryPublished",
    "Seal",
    "Sealing",
    "Trust",
    "Watch",
    "answer",
    "checked",
    "defanged",
    "handle_shown",
]
