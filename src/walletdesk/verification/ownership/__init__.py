"""Proof that an address is theirs: they sign a text of ours once. Never a transaction, never a gate."""

from walletdesk.verification.ownership.events import AddressProven
from walletdesk.verification.ownership.model import Address, Answer, Family, Proof
from walletdesk.verification.ownership.service import Owning

__all__ = ["Address", "AddressProven", "Answer", "Family", "Owning", "Proof"]
