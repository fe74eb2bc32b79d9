"""Which services exist here, by who holds the keys; where one does not: why, and what there is instead."""

from walletdesk.accounts.catalogue import catalogue
from walletdesk.accounts.model import Catalogue, Mode, Offer, Service

__all__ = ["Catalogue", "Mode", "Offer", "Service", "catalogue"]
