"""Organizations: companies whose people are contacts, and who of us looks after each."""

from walletdesk.contacts.organizations.events import ContactPlaced, OrganizationChanged
from walletdesk.contacts.organizations.model import EVERYBODYS, Organization, OrganizationId, domain_name
from walletdesk.contacts.organizations.service import Organizations

__all__ = [
    "EVERYBODYS",
    "ContactPlaced",
    "Organization",
    "OrganizationChanged",
    "OrganizationId",
    "Organizations",
    "domain_name",
]
