"""What asking others needs from the world."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ContactId, TicketId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import Viewer
from walletdesk.tickets.model import Ticket
from walletdesk.tickets.ports import Tickets as HeldTickets
from walletdesk.tickets.tasks.model import Party, Task, TaskState


class Tickets(Protocol):
    """What ``tickets.Ticketing`` is."""

    async def seen_by(self, viewer: Viewer, id: TicketId) -> Ticket:
        """Raises NotFound for what is not there and for what ``viewer`` may not see."""


class Packet(Protocol):
    """What is known of the transaction that a ticket is about."""

    async def of(self, ticket: TicketId, locale: str) -> Mapping[str, str]:
        """By the names that letters use: chain, tx_id, address (the contact's own), at ..."""


class Days(Protocol):
    """The days of our people."""

    def today(self, at: datetime) -> date: ...
    def begins(self, day: date) -> datetime:
        """When somebody is there to read what is to be done on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A letter to be filled. ``{fields}`` in ``subject`` and ``text``; ``title``: for agents."""

    id: str
    party: Party
    title: Mapping[str, str]
    subject: Mapping[str, str]
    text: Mapping[str, str]


class Archive(Protocol):
    """Committed reads."""

    async def list(self, ticket: TicketId) -> Sequence[Task]:
        """The oldest first."""

    async def find(self, ticket: TicketId, id: str) -> Task | None: ...
    async def waited_for(self, contact: ContactId) -> Mapping[TicketId, Sequence[Party]]:
        """Whose answers are awaited, by the contact's tickets; desks' tickets are among them."""


class Tasks(Protocol):
    async def get(self, ticket: TicketId, id: str) -> Task:
        """Raises NotFound. Who holds the ticket holds its tasks."""

    async def states(self, ticket: TicketId) -> Sequence[TaskState]: ...
    async def add(self, task: Task) -> None: ...
    async def save(self, task: Task) -> None: ...


class Work(Protocol):
    """One transaction."""

    @property
    def tickets(self) -> HeldTickets: ...
    @property
    def tasks(self) -> Tasks: ...
    def emit(self, *events: Event) -> None: ...
    def schedule(self, *jobs: Job) -> None: ...
    def cancel(self, kind: str, key: str) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]
Ours = Callable[[str], Mapping[str, str]]
"""What a letter says of us, in a language: the name of the app, where our channels are listed."""
