"""Facts about organizations and their people."""

from dataclasses import dataclass

from walletdesk.contacts.events import ContactEvent
from walletdesk.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPlaced(ContactEvent):
    """By hand into an organization, or out of it again; ``organization`` empty: the address decides."""

    organization: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationChanged(Event):
    """Added, changed or removed: other people may be its own now."""

    organization: str

    @property
    def topic(self) -> str:
        return self.organization
