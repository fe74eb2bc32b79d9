"""What the bot needs from the world."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walletdesk.assistant.model import Article, Dialogue, Found, Promise
from walletdesk.conversations import Conversation, Priority, Said, Speaker
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ContactId, ConversationId


class Library(Protocol):
    """Published articles. ``locale`` is ``zh-CN`` or ``en``."""

    async def best_answer(self, question: str, locale: str) -> Found: ...
    async def article(self, topic: str, locale: str) -> Article | None: ...


class Conversing(Protocol):
    """Refuses with Conflict what the bot says where a person was asked for meanwhile."""

    async def answer_as_bot(self, id: ConversationId, said: Said, *, is_news: bool = False) -> object: ...
    async def request_agent(
        self, id: ConversationId, *, reason: str, skill: str | None = None, packet: str | None = None
    ) -> object: ...
    async def set_priority(self, id: ConversationId, priority: Priority) -> object: ...
    async def resolve(self, id: ConversationId, *, by: Speaker) -> object: ...


class Heads(Protocol):
    async def find(self, id: ConversationId) -> Conversation | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What the promise and the ticket are for."""

    conversation: ConversationId
    contact: ContactId
    subject: str
    channel: str
    priority: Priority
    locale: str = ""


class Prospects(Protocol):
    async def prospect(self, inquiry: Inquiry) -> Promise:
        """When somebody who asks now is answered, and the zone in which this contact reads a time."""


class WaysToPeople(Protocol):
    """The one order of the ways to reach people, in sentences of whoever ranks them."""

    async def wait(self, locale: str) -> str:
        """How long whoever asks for a person now waits; empty: there is no wait, or it can't be told."""

    async def told(self, locale: str) -> Sequence[str]:
        """A paragraph each: whether people are there, the best way with its reason, every other."""


class Tickets(Protocol):
    async def open(self, inquiry: Inquiry) -> str:
        """The number as people read it. Opening for the same conversation again is the same ticket."""


class Say(Protocol):
    def __call__(self, locale: str, sentence: str, /, **values: str) -> str: ...


class When(Protocol):
    def __call__(self, locale: str, at: datetime, zone: str) -> str: ...


class Dialogues(Protocol):
    async def find(self, conversation: ConversationId) -> Dialogue | None: ...


class Memory(Protocol):
    async def keep(self, conversation: ConversationId, dialogue: Dialogue) -> None: ...


class Work(Protocol):
    @property
    def memory(self) -> Memory: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Reworded(Protocol):
    """An article in the words of a model, checked. ``can_answer`` false: it says the article is no answer."""

    @property
    def text(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def can_answer(self) -> bool: ...


class Wording(Protocol):
    async def answer(self, question: str, topic: str, locale: str, contact: ContactId) -> Reworded | None:
        """None: whatever the reason, the article itself is shown."""


class Transactions(Protocol):
    """What is known of transactions that a conversation is about; somebody else looks them up."""

    async def takes(self, conversation: ConversationId, seq: int, text: str) -> bool:
        """Whether message ``seq`` names one, or tells what was missing: then a diagnosis answers it."""

    async def told_again(self, conversation: ConversationId, names: Sequence[str]) -> None:
        """What became of these is to be told once more: nobody heard it."""

    async def named(self, conversation: ConversationId) -> Sequence[Mapping[str, str]]:
        """For the packet: what each is called, its id, chain, and the code of what became of it."""


class Guide(Protocol):
    """The page that goes through the steps after a theft with them."""

    def __call__(self, conversation: ConversationId, locale: str) -> str: ...


class Counsel(Protocol):
    """What a decision asks. ``app``: the name under which contacts know the wallet."""

    @property
    def app(self) -> str: ...
    @property
    def library(self) -> Library: ...
    @property
    def prospects(self) -> Prospects: ...
    @property
    def tickets(self) -> Tickets: ...
    @property
    def wording(self) -> Wording | None: ...
    @property
    def transactions(self) -> Transactions | None: ...
    @property
    def ways(self) -> WaysToPeople | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All of it in one hand: ``Counsel``, and those who act on the decision."""

    app: str
    library: Library
    conversing: Conversing
    heads: Heads
    prospects: Prospects
    tickets: Tickets
    say: Say
    when: When
    dialogues: Dialogues
    open_work: OpenWork
    clock: Clock
    wording: Wording | None = None
    transactions: Transactions | None = None
    guide: Guide | None = None
    ways: WaysToPeople | None = None
