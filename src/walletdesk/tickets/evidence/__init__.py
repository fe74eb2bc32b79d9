"""Evidence of a ticket: files and statements, sealed into a chain: any change is told by its number."""

from walletdesk.tickets.evidence.model import Break, Evidence, Fault, Form, Source
from walletdesk.tickets.evidence.service import Export, Keeping

__all__ = ["Break", "Evidence", "Export", "Fault", "Form", "Keeping", "Source"]
