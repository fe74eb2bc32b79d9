"""What organizations need from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from walletdesk.contacts.model import Contact
from walletdesk.contacts.organizations.model import Organization, OrganizationId
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.kernel.viewers import AgentViewer


class Reading(Protocol):
    """Committed reads."""

    async def all(self) -> Sequence[Organization]:
        """By name."""

    async def find(self, id: OrganizationId) -> Organization | None: ...
    async def of_member(self, contact: ContactId) -> Organization | None:
        """To which a lead put this contact by hand."""

    async def of_domain(self, domain: str) -> Organization | None: ...


class Kept(Protocol):
    async def add(self, organization: Organization, at: datetime) -> None: ...
    async def replace(self, organization: Organization, at: datetime) -> bool:
        """False where it is not the version after the one that is kept: nothing was changed."""

    async def claim(self, organization: Organization) -> bool:
        """Its domains are these and no others. False where one is another organization's."""

    async def remove(self, id: OrganizationId) -> bool:
        """With its domains and its people's places in it. False where there is none."""

    async def put(self, contact: ContactId, id: OrganizationId, at: datetime) -> None: ...
    async def take_out(self, contact: ContactId) -> None: ...


class Work(Protocol):
    """One transaction."""

    @property
    def organizations(self) -> Kept: ...
    @property
    def audit(self) -> Audit: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class People(Protocol):
    async def find(self, id: ContactId) -> Contact | None: ...


class Talks(Protocol):
    async def contact_of(self, viewer: AgentViewer, conversation: ConversationId) -> ContactId:
        """Raises NotFound for what is not there and for what ``viewer`` may not read."""


class Colleagues(Protocol):
    async def is_agent(self, id: AgentId) -> bool: ...
