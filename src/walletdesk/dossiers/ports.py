"""What dossiers need from the world."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walletdesk.conversations import Conversation
from walletdesk.dossiers.model import Dossier, Entry, Finding
from walletdesk.dossiers.model.view import ArticleView, FileView
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import AgentViewer, Viewer


class Dossiers(Protocol):
    async def next_number(self) -> int: ...
    async def find(self, id: str) -> Dossier | None:
        """Loaded for change: nobody else changes it until the block ends."""

    async def of_conversation(self, conversation: ConversationId) -> Sequence[Dossier]:
        """Loaded for change, the first opened first."""

    async def add(self, dossier: Dossier) -> bool:
        """False when this conversation has one of this id already."""

    async def write(self, dossier: Dossier, entry: Entry) -> None: ...
    async def save(self, dossier: Dossier) -> None: ...
    async def looked(self, dossiers: Sequence[Dossier]) -> None:
        """Save those of which nothing new was found, as far as nobody has asked more meanwhile."""

    async def claim(self, now: datetime, *, most: int) -> Sequence[Dossier]:
        """Those that are due, put off for as long as whoever looks may take."""


class Work(Protocol):
    """One transaction."""

    @property
    def dossiers(self) -> Dossiers: ...
    @property
    def audit(self) -> Audit: ...
    def emit(self, *events: Event) -> None: ...
    def schedule(self, *jobs: Job) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Archive(Protocol):
    """Committed reads."""

    async def is_any_due(self, now: datetime) -> bool: ...
    async def find(self, id: str) -> Dossier | None: ...
    async def of_conversation(self, conversation: ConversationId) -> Sequence[Dossier]:
        """The first opened first."""

    async def entries(self, id: str) -> Sequence[Entry]:
        """All of them, in their order."""


class Talks(Protocol):
    """What ``conversations.Reading`` is."""

    async def seen_by(self, viewer: Viewer, id: ConversationId) -> Conversation:
        """Raises NotFound for what is not there and for what ``viewer`` may not read."""

    async def find(self, id: ConversationId) -> Conversation | None: ...


class Forms(Protocol):
    async def asked_for_transaction(self, conversation: ConversationId, seq: int) -> bool:
        """Whether message ``seq`` fills in what was asked for right before it: a transaction id."""


@dataclass(frozen=True, slots=True)
class Named:
    """An id that a text names, in its one writing, and the chains it can belong to. ``length``: as named."""

    value: str
    chains: tuple[str, ...]
    length: int = 0


@dataclass(frozen=True, slots=True)
class Identified:
    """``is_unsure``: something in it may be a key; nothing of that stands here."""

    transactions: tuple[Named, ...] = ()
    addresses: tuple[Named, ...] = ()
    is_unsure: bool = False


class Identify(Protocol):
    def __call__(self, text: str, context: Sequence[str] = ()) -> Identified:
        """``context``: what was written before, or the name of the field that was filled in."""


@dataclass(frozen=True, slots=True)
class Question:
    """``sender`` and ``nonce``: where both are known, a lost transaction is told from a replaced one.

    On TRON the sender alone tells whose keys decide. ``named`` is the chain that somebody says it is on: it
    is asked first. ``meant`` is whom they wanted to pay, ``history`` whom they paid before. ``coins``: what
    it spends, as ``txid:number`` with blanks between.
    """

    tx: str
    chains: tuple[str, ...]
    sender: str = ""
    nonce: int | None = None
    named: str = ""
    meant: str = ""
    history: tuple[str, ...] = ()
    coins: str = ""
    last_block: int | None = None


class Look(Protocol):
    async def __call__(self, questions: Sequence[Question]) -> Sequence[Finding]:
        """In their order. A chain that is slow or down is told of, never waited for for long."""


class Payments(Protocol):
    async def beside(self, conversation: ConversationId) -> Sequence[Dossier]:
        """What a chain carried out, of all conversations of this one's contact; the last opened first."""


class Alike(Protocol):
    def __call__(self, history: Sequence[str]) -> Sequence[Sequence[str]]:
        """The addresses that can be taken for each other, together."""


class Custody(Protocol):
    """What may be said of withdrawals here, and by whom."""

    @property
    def holds_withdrawals(self) -> bool:
        """False where contacts hold their own keys: nobody reviews or releases anything."""

    async def may_hold(self, viewer: AgentViewer) -> bool:
        """Whether they are of the desk for funds or for risk."""


class Coin(Protocol):
    @property
    def symbol(self) -> str: ...
    @property
    def decimals(self) -> int: ...


class Explorer(Protocol):
    @property
    def host(self) -> str: ...
    def tx_url(self, id: str) -> str | None: ...


class Chain(Protocol):
    """What is told of a chain in words."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> Mapping[str, str]: ...
    @property
    def coin(self) -> Coin: ...
    @property
    def block_seconds(self) -> float: ...
    @property
    def explorers(self) -> Sequence[Explorer]: ...
    def called(self, locale: str) -> str: ...


class Chains(Protocol):
    """The chain table."""

    def __iter__(self) -> Iterator[Chain]: ...
    def find(self, id: str) -> Chain | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Counsel:
    """What a code means and what to do, as keys of the catalogue. ``who`` can act, ``article`` says more."""

    title: str
    meaning: str
    steps: tuple[str, ...]
    never: tuple[str, ...]
    who: str
    article: str


class Articles(Protocol):
    async def article(self, topic: str, locale: str) -> ArticleView | None: ...


class Files(Protocol):
    async def of_conversation(self, conversation: ConversationId) -> Sequence[FileView]:
        """What the contact has sent, with the hash of its bytes."""


class OwnAddresses(Protocol):
    async def of_contact(self, contact: ContactId) -> Collection[str]:
        """Addresses that are known to be theirs, as their chain writes them."""


class Say(Protocol):
    def __call__(self, locale: str, sentence: str, /, **values: str) -> str: ...


class Seal(Protocol):
    """Who signed, and the word of the root key that lets them, as the channel registry publishes it."""

    @property
    def by(self) -> str: ...
    @property
    def signature(self) -> str: ...
    @property
    def mandate(self) -> Mapping[str, object]: ...


class Sealing(Protocol):
    async def seal(self, what: str, statement: Mapping[str, object]) -> Seal | None:
        """None where no key was set up, or the key has no mandate now."""
