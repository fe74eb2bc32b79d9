"""What learning needs from the world."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from walletdesk.assistant.learning.model import Decision, Entry, Guess, Switch, Version
from walletdesk.conversations import Conversation
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ConversationId, MessageId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.knowledge import Judged, Scorer

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as its contact wrote it. It is read where it is needed, and kept nowhere else."""

    message: MessageId
    text: str
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words that vote for a topic, taken from the message that a lesson names."""

    message: MessageId
    topic: str
    locale: str
    text: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Decisions since a moment, by outcome; ``helped`` of those that were answered, as contacts say."""

    by_outcome: Mapping[str, int]
    helped: int = 0
    not_helped: int = 0


class Archive(Protocol):
    """Committed reads."""

    async def find(self, message: MessageId) -> Decision | None: ...
    async def of_conversation(self, conversation: ConversationId) -> Sequence[Decision]:
        """The last first."""

    async def judged(self, *, most: int) -> Sequence[Decision]:
        """Those that staff or contacts said something about, the last decided first."""

    async def open_questions(self, since: datetime, *, most: int) -> Sequence[Decision]:
        """Not answered, or answered without help, and not dealt with by a lead; the last first."""

    async def counts(self, since: datetime) -> Counts: ...
    async def entries(self, *, most: int) -> Sequence[Entry]:
        """The last version first."""

    async def newest(self, until: datetime) -> Version | None: ...
    async def version(self, id: str) -> Version | None: ...
    async def in_force(self) -> Switch | None:
        """None: what was shipped, since ever."""


class Decisions(Protocol):
    async def add(self, decision: Decision) -> bool:
        """False where this message was decided before: nothing was changed."""

    async def find(self, message: MessageId) -> Decision | None:
        """Held until the block ends."""

    async def newest(self, conversation: ConversationId) -> Decision | None:
        """Of this conversation, held until the block ends."""

    async def save(self, decision: Decision) -> None: ...


class Versions(Protocol):
    async def add(self, version: Version) -> None: ...
    async def find(self, id: str) -> Version | None: ...
    async def in_force(self) -> Switch | None: ...
    async def switch(self, to: Switch) -> bool:
        """False when somebody else switched meanwhile."""

    async def forget_before(self, at: datetime, keep: str, also: str) -> None:
        """Old versions, but for these two."""


class Work(Protocol):
    """One transaction."""

    @property
    def decisions(self) -> Decisions: ...
    @property
    def versions(self) -> Versions: ...
    @property
    def audit(self) -> Audit: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Texts(Protocol):
    """What contacts wrote, as it stands now: what was withdrawn is empty."""

    async def text(self, conversation: ConversationId, seq: int) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstWords:
    """What a contact wrote first in a conversation, and where it stands."""

    message: MessageId
    seq: int
    at: datetime
    channel: str
    locale: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """What an index says of a question, best first, and by what it says so."""

    guesses: tuple[Guess, ...] = ()
    answer_from: float = 0.0
    knowledge: str = ""
    model: str = ""
    version: str = ""


class Finder(Protocol):
    async def find(self, text: str, locale: str) -> Likely:
        """By what answers contacts now."""


class Talks(Protocol):
    async def first_words(self, id: ConversationId) -> FirstWords | None: ...
    async def seen_by(self, viewer: AgentViewer, id: ConversationId) -> Conversation:
        """Raises NotFound for what this agent may not read."""


class Topics(Protocol):
    """What is published."""

    async def titles(self, locale: str) -> Mapping[str, str]: ...


class Bench(Protocol):
    """The ranker, tried without being used. It may take its time: contacts come first."""

    async def ranked(
        self, questions: Sequence[Asked], said: Collection[Said], scorer: Scorer | None
    ) -> Sequence[tuple[Guess, ...]]:
        """As if exactly this had been learnt; for each question the likeliest topics, best first."""

    @property
    def model(self) -> str:
        """What compared the texts that were ranked, by name and version."""

    async def refit(self, judged: Sequence[Judged]) -> Scorer:
        """The weights of P(right) that fit these, by an index that has learnt none of them."""


class Aside(Protocol):
    """Long computing, beside those who write."""

    async def __call__(self, work: Callable[[], T], /) -> T: ...


class Engine(Protocol):
    """What answers contacts."""

    @property
    def answer_from(self) -> float:
        """The threshold that is shipped."""

    def threshold(self, version: Version, model: str) -> float:
        """From which it answers with this version in force, where ``model`` compares texts."""

    async def model(self) -> str:
        """What compares texts now, by name and version."""

    def use(self, version: Version, said: Collection[Said]) -> None:
        """From now on, as a whole."""


class Articles(Protocol):
    """Writing articles, as this lead may."""

    async def add_phrasing(self, viewer: AgentViewer, topic: str, locale: str, text: str) -> None: ...
    async def draft(self, viewer: AgentViewer, locale: str, title: str, phrasings: Sequence[str]) -> str:
        """The id of a new draft."""
