"""What the bot is about to say: sentences of the catalogue and pieces of articles, in no language yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from walletdesk.assistant.events import Likelihood

PERSON, SOLVED, NOT_SOLVED, NONE, MESSAGE, OTHER_WORDS, AT_RISK, NOT_AT_RISK = (
    "person",
    "solved",
    "not_solved",
    "none",
    "message",
    "other_words",
    "at_risk",
    "not_at_risk",
)
TOPIC = "topic:"  # a button that leads to an article: this and its id


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A published article as the bot shows it: ``text`` stands alone. ``route`` as in the list of topics."""

    id: str
    title: str
    url: str
    text: str
    route: str = "front"

    @property
    def is_risk(self) -> bool:
        return self.route == "risk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a search was judged by: the thresholds in force, and which versions found it."""

    answer_from: float = 0.0
    offer_from: float = 0.0
    knowledge: str = ""
    model: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An answer the library is sure of, or up to three that are close, or nothing.

    ``likely``: the first three of the search with P(right), whether or not they may be shown.
    """

    answer: Article | None = None
    candidates: tuple[Article, ...] = ()
    likely: tuple[Likelihood, ...] = ()
    basis: Basis = Basis()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of the catalogue; ``times`` are written in the reader's words and zone."""

    sentence: str
    values: Mapping[str, str] = field(default_factory=dict)
    times: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quote:
    """Text of an article, word for word."""

    text: str


Part = Phrase | Quote
Paragraph = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """``wording`` is a sentence of the catalogue, or an article's title (``is_title``)."""

    id: str
    wording: str
    is_title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    paragraphs: tuple[Paragraph, ...]
    buttons: tuple[Button, ...] = ()
    source: Article | None = None
    asks: str = ""  # the kind of the one thing that a form below it asks for
    worded_by: str = ""  # the model whose words they are
    is_guided: bool = False  # a page of ours goes through these steps with them


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """When a person answers. None means that we cannot say. ``zone``: the one in which the reader is told.

    ``is_there``: somebody who can answer is online. ``is_guess``: a measured range is told before ``by``.
    """

    is_open: bool
    by: datetime | None = None
    next_open: datetime | None = None
    zone: str = "UTC"
    is_there: bool = True
    is_guess: bool = False


def joined(locale: str, paragraphs: list[list[str]]) -> str:
    """Chinese sentences follow each other without a space."""
    between = "" if locale.startswith("zh") else " "
    return "\n\n".join(between.join(sentences) for sentences in paragraphs if sentences)
