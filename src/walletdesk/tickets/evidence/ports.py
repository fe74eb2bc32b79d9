"""What keeping evidence needs from the world."""

from collections.abc import AsyncIterable, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from walletdesk.kernel.audit import Audit
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, BlobId, TicketId
from walletdesk.kernel.viewers import Viewer
from walletdesk.tickets.evidence.model import End, Evidence
from walletdesk.tickets.model import Ticket
from walletdesk.tickets.ports import Tickets as HeldTickets


class Tickets(Protocol):
    """What ``tickets.Ticketing`` is."""

    async def seen_by(self, viewer: Viewer, id: TicketId) -> Ticket:
        """Raises NotFound for what is not there and for what ``viewer`` may not see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file that lies at ``blob``, found to be of ``type``; a statement lies in its row.

    ``arrived``: the digest of what came. ``unread``: a picture that nothing here can look at for secrets.
    """

    name: str
    type: str
    size: int
    sha256: str
    arrived: str
    unread: bool
    blob: BlobId | None = None


class Vault(Protocol):
    """Where bytes lie."""

    async def take(self, name: str, pieces: AsyncIterable[bytes]) -> Taken:
        """Looked at before anything refers to it. Raises SecretStopped, TooLarge, Invalid or Conflict."""

    async def read(self, blob: BlobId) -> bytes | None:
        """As they lie there now, whatever they were; None where nothing does."""

    async def remove(self, blob: BlobId) -> None: ...


class Archive(Protocol):
    """Committed reads."""

    async def list(self, ticket: TicketId) -> Sequence[Evidence]:
        """In the order of their numbers."""

    async def find(self, ticket: TicketId, seq: int) -> Evidence | None: ...
    async def end(self, ticket: TicketId) -> End | None: ...
    async def told(self, ticket: TicketId) -> int:
        """How many the history of the ticket tells of."""


class Chain(Protocol):
    async def size(self, ticket: TicketId) -> int:
        """Bytes."""

    async def end(self, ticket: TicketId) -> End | None: ...
    async def add(self, row: Evidence, end: End) -> None: ...


class Work(Protocol):
    """One transaction."""

    @property
    def tickets(self) -> HeldTickets: ...
    @property
    def chain(self) -> Chain: ...
    @property
    def audit(self) -> Audit: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]
ShownAs = Callable[[AgentId], str]
"""What an agent is called to those outside."""

Hash = Callable[[bytes], Awaitable[str]]
"""SHA-256, as hexadecimal text; whoever waits for that of a large file holds up nobody else."""
Statement = Mapping[str, object]
Sign = Callable[[Statement], Awaitable[Statement]]
"""The statement with whose key signed it and the signature; as it was where this installation has no key."""
