"""Organizations: companies whose people are contacts, and who of us looks after each."""

from walletdesk.contacts.organizations.model import Organization, OrganizationId, domain_name
from walletdesk.contacts.organizations.service import Organizations

__all__ = ["Organization", "OrganizationId", "Organizations", "domain_name"]
