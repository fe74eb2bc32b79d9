"""What messaging needs: providers behind one interface, storage, and its neighbours in its own words."""

from collections.abc import AsyncIterable, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from walletdesk.channels.messaging.model import (
    Accepted,
    Delivery,
    FieldOf,
    FileRef,
    Hook,
    Incoming,
    Limits,
    Out,
    Peer,
    Piece,
)
from walletdesk.contacts import Contact, Identity
from walletdesk.conversations import (
    Attachment,
    Author,
    Beginning,
    Conversation,
    Item,
    Kept,
    Page,
    Receipt,
    Said,
)
from walletdesk.kernel.ids import ContactId, ConversationId, InboxId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import Viewer

Method = Literal["GET", "POST", "PUT"]


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class Line(Protocol):
    """To the provider. Raises TryLater where nothing was sent, Unsure where it may have been."""

    async def call(
        self, method: Method, url: str, headers: Mapping[str, str], body: bytes, most_bytes: int | None
    ) -> Answered: ...


def as_written(_: str, sentence: str) -> str:
    """Where nobody translates."""
    return sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An inbox as its provider's code sees it. ``given``: settings and secrets together.

    ``keep`` is for what the provider gives out itself, such as a token: sealed, and every node's.
    ``say`` puts a sentence of ours into the language nearest to a locale.
    """

    inbox: InboxId
    given: Mapping[str, str] = field(repr=False)
    line: Line
    keep: Callable[[str, str], Awaitable[None]]
    clock: Callable[[], datetime]
    say: Callable[[str, str], str] = as_written

    def __getitem__(self, key: str) -> str:
        """Empty where it was not set up."""
        return self.given.get(key, "")


class Provider(Protocol):
    """One kind of inbox. ``repeats``: sending with the same key twice is sending once."""

    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def limits(self) -> Limits: ...
    @property
    def fields(self) -> Sequence[FieldOf]: ...
    @property
    def repeats(self) -> bool: ...

    def accept(self, hook: Hook, account: Account) -> Accepted | None:
        """None where it is not surely the provider. Reads nothing more than that needs, in <= 1 ms."""

    def read(self, raw: bytes, account: Account) -> Sequence[Incoming]:
        """Of one piece. Raises Unreadable."""

    async def send(self, out: Out, account: Account) -> str:
        """The provider's id of it. Raises Turned, TryLater, Unsure."""

    async def fetch(self, file: FileRef, account: Account) -> bytes:
        """Raises Turned, TryLater."""


class Pulling(Protocol):
    """Of a provider that only says that there is something."""

    async def pull(self, word: Incoming, cursor: str, account: Account) -> tuple[Sequence[Piece], str, bool]:
        """What came after ``cursor``, the next cursor, and whether there is more."""


class Peers(Protocol):
    async def meet(self, inbox: InboxId, address: str, fresh: Peer) -> Peer:
        """Held until the block ends; ``fresh`` where nobody was met under this address."""

    async def hold(self, id: str) -> Peer | None: ...
    async def save(self, peer: Peer) -> None: ...


class Deliveries(Protocol):
    async def add(self, delivery: Delivery) -> bool:
        """False where this cause has one."""

    async def next(self, peer: str) -> Delivery | None:
        """The first that is not over."""

    async def save(self, delivery: Delivery) -> None: ...
    async def hold(self, id: str) -> Delivery | None: ...
    async def sent_as(self, inbox: InboxId, provider_id: str) -> Delivery | None: ...
    async def sent_until(self, inbox: InboxId, address: str, until: datetime) -> Sequence[Delivery]:
        """The latest of what went to them at the first try, and of which they may not have read all."""

    async def used(self, peer: str, since: datetime | None) -> int:
        """How many count against the number that may be sent since then."""


class Cursors(Protocol):
    async def move(self, inbox: InboxId, cursor: str) -> None: ...


class Work(Protocol):
    @property
    def peers(self) -> Peers: ...
    @property
    def deliveries(self) -> Deliveries: ...
    @property
    def cursors(self) -> Cursors: ...
    def hint(self, *hints: object) -> None: ...
    def schedule(self, *jobs: Job) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Reading(Protocol):
    """Committed reads."""

    async def peer_of(self, conversation: ConversationId) -> Peer | None: ...
    async def used(self, peer: str, since: datetime | None) -> int: ...
    async def of_conversation(self, conversation: ConversationId) -> Sequence[Delivery]: ...
    async def waiting(self, inbox: InboxId) -> Sequence[str]:
        """Peers for whom something waits."""

    async def cursor(self, inbox: InboxId) -> str: ...


class Accounts(Protocol):
    async def of(self, inbox: InboxId) -> tuple[Account, str] | None:
        """With its kind; None for no inbox of ours."""

    async def is_paused(self, inbox: InboxId) -> bool: ...
    async def worked(self, inbox: InboxId, way: Literal["in", "out"]) -> None: ...
    async def failed(self, inbox: InboxId, way: Literal["in", "out"], code: str) -> None: ...


class Keeping(Protocol):
    """What arrives is on disk when this returns."""

    async def keep(self, inbox: InboxId, kind: str, pieces: Sequence[Piece]) -> int: ...


class Book(Protocol):
    async def recognise(self, identity: Identity, *, name: str = "", locale: str = "") -> ContactId: ...
    async def find(self, id: ContactId) -> Contact | None: ...


class LinkNumber(Protocol):
    @property
    def number(self) -> str:
        """Empty where the code opens nothing."""


class Linking(Protocol):
    async def hear(self, identity: Identity, text: str) -> LinkNumber | None:
        """None for what is no code. Raises TooMany."""


class Conversing(Protocol):
    async def start(self, beginning: Beginning, author: Author, said: Said) -> Conversation: ...
    async def hear(self, id: ConversationId, author: Author, said: Said) -> Receipt: ...
    async def stop_secret(
        self, id: ConversationId, secret: str, size: str = "", *, once: str = ""
    ) -> None: ...
    async def read_by_contact(self, id: ConversationId, public_seq: int) -> None: ...
    async def note_fact(
        self, id: ConversationId, what: str, *, public: bool = False, **told: str
    ) -> None: ...


class Archive(Protocol):
    async def find(self, id: ConversationId) -> Conversation | None: ...
    async def items(self, id: ConversationId, page: Page) -> Sequence[Item]: ...
    async def said_before(self, id: ConversationId, client_key: str) -> Item | None: ...


class Attaching(Protocol):
    async def add(self, viewer: Viewer, conversation: ConversationId, kept: Kept) -> Attachment: ...


class TakeFile(Protocol):
    async def __call__(self, name: str, pieces: AsyncIterable[bytes]) -> Kept:
        """Raises UnwantedFile, TooLarge, SecretStopped."""


class ReadFile(Protocol):
    async def __call__(self, attachment: str) -> bytes: ...


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Raises TooMany."""


Say = Callable[[str, str], str]
"""A sentence of ours in the language nearest to a locale."""
