"""What wording needs from the world."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from walletdesk.assistant.wording.model import Prompt, Source
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.kernel.objections import Objection


class Task(StrEnum):
    ANSWER = "answer"
    DRAFT = "draft"
    SUMMARY = "summary"
    TRANSLATION = "translation"


class NoAnswer(Exception):  # noqa: N818 - reads better in a raise
    """The model gave nothing. ``why`` is one fixed word; the message holds neither address nor answer."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class Model(Protocol):
    """An OpenAI-compatible model, or a fake of one."""

    @property
    def name(self) -> str: ...

    async def ask(self, prompt: Prompt) -> str:
        """What it wrote, untrusted. Raises NoAnswer, in bounded time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article in paragraphs."""

    id: str
    title: str
    url: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """What ``model`` wrote, checked. ``can_answer`` false: the passages hold no answer, and it wrote none."""

    model: str
    text: str = ""
    can_answer: bool = True
    articles: tuple[Told, ...] = ()
    cites: tuple[str, ...] = ()


class Passages(Protocol):
    async def of(self, topic: str, locale: str) -> Told | None:
        """A published article that may be quoted; None where there is none."""

    async def about(self, question: str, locale: str) -> Sequence[Told]:
        """The likeliest articles, best first."""


class Outgoing(Protocol):
    """What speaks against a text of ours: dangerous advice, asking for secrets, contacts not listed."""

    async def objections(self, text: str) -> Sequence[Objection]: ...


class Shield(Protocol):
    def __call__(self, text: str, /) -> str:
        """The text without its secrets, the uncertain ones too."""


class Names(Protocol):
    async def __call__(self, contact: ContactId, /) -> Sequence[str]:
        """By which this contact is known, and those who answer."""


class Log(Protocol):
    async def __call__(self, agent: AgentId, task: Task, conversation: ConversationId, /) -> None:
        """Keep in the audit who asked a model about which conversation."""


class Note(Protocol):
    def __call__(self, task: Task, outcome: str, /) -> None:
        """Count how it ended, in one fixed word."""
