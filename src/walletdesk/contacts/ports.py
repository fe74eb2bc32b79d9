"""What contacts need from the world."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from walletdesk.contacts.blocking.model import Block
from walletdesk.contacts.model import Contact, EmailProof, Identity, IdentityClaims
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ContactId
from walletdesk.kernel.jobs import Job


class Contacts(Protocol):
    async def add(self, contact: Contact) -> None: ...
    async def find(self, id: ContactId) -> Contact | None:
        """Held until the block ends, so that nobody else decides about this contact meanwhile."""

    async def save(self, contact: Contact) -> None: ...


class Identities(Protocol):
    async def owner_of(self, identity: Identity) -> ContactId | None: ...
    async def claim(self, identity: Identity, contact: ContactId, at: datetime) -> bool:
        """False, and nothing changed, if it is somebody's already."""

    async def move(self, old: ContactId, new: ContactId) -> None: ...


class Devices(Protocol):
    async def add(self, secret_hash: str, contact: ContactId, at: datetime) -> None: ...
    async def take(self, secret_hash: str) -> ContactId | None:
        """Whose it was; from now on it opens nothing. Only one caller ever gets the answer."""

    async def forget(self, contact: ContactId) -> None: ...


class UsedTokens(Protocol):
    async def use(self, once: str, expires_at: datetime, at: datetime) -> bool:
        """True the first time. What has expired is forgotten on the way: it is refused for its age anyway."""


class Proofs(Protocol):
    async def add(self, proof: EmailProof) -> None: ...
    async def use(self, id: str, at: datetime) -> EmailProof | None:
        """The proof, used from now on; None if it was used, is too old or never was. One caller gets it."""


class Blocks(Protocol):
    """At most one of each contact."""

    async def keep(self, block: Block) -> None: ...
    async def find(self, contact: ContactId) -> Block | None:
        """Held until the transaction ends."""

    async def lift(self, contact: ContactId) -> None: ...


class Work(Protocol):
    """One block: everything in it is kept, or nothing."""

    @property
    def contacts(self) -> Contacts: ...
    @property
    def identities(self) -> Identities: ...
    @property
    def devices(self) -> Devices: ...
    @property
    def used_tokens(self) -> UsedTokens: ...
    @property
    def proofs(self) -> Proofs: ...
    @property
    def blocks(self) -> Blocks: ...
    @property
    def audit(self) -> Audit: ...
    def emit(self, *events: Event) -> None: ...
    def schedule(self, *jobs: Job) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Reading(Protocol):
    """Committed reads."""

    async def find(self, id: ContactId) -> Contact | None: ...
    async def many(self, ids: Sequence[ContactId]) -> Mapping[ContactId, Contact]: ...
    async def of_device(self, secret_hash: str) -> Contact | None: ...
    async def proven_as(self, email: str) -> ContactId | None:
        """Whose proven address it is; of several the first."""

    async def owner_of(self, identity: Identity) -> ContactId | None: ...
    async def identities(self, id: ContactId) -> Sequence[tuple[Identity, datetime]]:
        """All by which a contact is known, and since when; the oldest first."""

    async def address_of(self, id: ContactId, channel: str) -> str:
        """The latest, or nothing."""

    async def proof(self, id: str) -> EmailProof | None: ...
    async def block_of(self, id: ContactId) -> Block | None: ...
    async def blocks(self, most: int) -> Sequence[Block]:
        """The latest first."""

    async def signed_out_since(self, at: datetime) -> Sequence[Contact]: ...


class IdentityTokenRefused(Invalid):
    """``why`` is for the operator's log; whoever sent the token is told the same for every reason."""

    code = "token_refused"
    message = "This sign-in is no longer valid. Open support again from the wallet."

    def __init__(self, *, why: str) -> None:
        super().__init__()
        self.why = why


class IdentityTokens(Protocol):
    def read(self, token: str, at: datetime) -> IdentityClaims:
        """``IdentityTokenRefused`` for everything that is not a token made for us a moment ago."""


SecretIn = Callable[[str], str | None]
"""Names the kind of secret that a text holds, or None."""


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Count one; ``TooMany`` when ``key`` was counted more than ``n`` times within ``seconds``."""
