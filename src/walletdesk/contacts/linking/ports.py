"""What linking needs from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from walletdesk.contacts.linking.model import Attempt, Link
from walletdesk.contacts.model import Contact, Identity
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ContactId


class Attempts(Protocol):
    """At most one of each contact."""

    async def keep(self, attempt: Attempt) -> None: ...
    async def hold(self, contact: ContactId) -> Attempt | None:
        """Held until the block ends."""

    async def hold_by_code(self, code: str) -> Attempt | None: ...
    async def remove(self, contact: ContactId) -> None: ...


class Links(Protocol):
    async def keep(self, link: Link) -> None: ...
    async def hold(self, identity: Identity) -> Link | None: ...
    async def remove(self, identity: Identity) -> None: ...


class Contacts(Protocol):
    async def add(self, contact: Contact) -> None: ...
    async def find(self, id: ContactId) -> Contact | None:
        """Held until the block ends."""

    async def save(self, contact: Contact) -> None: ...


class Identities(Protocol):
    async def owner_of(self, identity: Identity) -> ContactId | None: ...
    async def count_of(self, contact: ContactId) -> int: ...
    async def give(self, identity: Identity, contact: ContactId, at: datetime) -> None:
        """From whoever has it; it is made where nobody has it."""


class Work(Protocol):
    @property
    def attempts(self) -> Attempts: ...
    @property
    def links(self) -> Links: ...
    @property
    def contacts(self) -> Contacts: ...
    @property
    def identities(self) -> Identities: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Reading(Protocol):
    """Committed reads."""

    async def linked(self, contact: ContactId) -> Sequence[Link]:
        """The oldest first."""

    async def attempt(self, contact: ContactId) -> Attempt | None: ...


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Raises TooMany."""


Hashed = Callable[[str], str]
"""A keyed hash: what of a code or a number may be kept."""
