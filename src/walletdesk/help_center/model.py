"""What the contact page knows about reaching people, and the addresses of our public pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from walletdesk.knowledge import Article, Category, category_of, in_order

ART = frozenset(  # topics with a drawing of their own in ui/help/art.svg; each category has one as well
    {
        "backup-mnemonic",
        "forgot-password",
        "scam-fake-support",
        "stolen-funds",
        "tx-pending",
        "wrong-network-deposit",
    }
)


CONVERSATION, MESSAGE = "conversation", "message"  # the two ways to write: now, or once and read later


@dataclass(frozen=True, slots=True)
class Opening:
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How people can be reached at this moment; None always means that we cannot tell, and say so.

    ``answer_by`` is the promise of a conversation, ``message_by`` that of a message; ``waiting`` counts who
    is in line. ``next_open`` matters while nobody is on duty, ``closes`` while somebody is.
    """

    open: bool
    next_open: datetime | None = None
    closes: datetime | None = None
    answer_by: datetime | None = None
    message_by: datetime | None = None
    waiting: int | None = None
    openings: tuple[Opening, ...] = ()
    languages: tuple[str, ...] = ()
    note: Mapping[str, str] = field(default_factory=dict)

    def note_in(self, locale: str) -> str:
        """In another language rather than not at all."""
        return self.note.get(locale) or next((words for words in self.note.values() if words), "")

    @property
    def quickest(self) -> str:
        """Talk while people have room for it. Else write, and wait for nothing: that time is known."""
        if not self.open:
            return MESSAGE
        if self.message_by is None:
            return CONVERSATION
        if self.answer_by is None:
            return MESSAGE
        return CONVERSATION if self.waiting == 0 or self.answer_by <= self.message_by else MESSAGE


def address(locale: str, article: str = "") -> str:
    return f"/help/{locale}/{article}"


def topics_address(locale: str, category: str) -> str:
    return f"/help/{locale}/topics/{category}"


def guide_address(locale: str, guide: str) -> str:
    return f"/help/{locale}/guides/{guide}"


def guide_alternates(locales: Iterable[str], guide: str) -> list[tuple[str, str]]:
    return [
        *((locale, guide_address(locale, guide)) for locale in locales),
        ("x-default", f"/help/guides/{guide}"),
    ]


def alternates(locales: Iterable[str], article: str = "") -> list[tuple[str, str]]:
    """The same page in every language, for search engines; ``x-default`` chooses by the reader's browser."""
    return [*((locale, address(locale, article)) for locale in locales), ("x-default", f"/help/{article}")]


def category_alternates(locales: Iterable[str], category: str) -> list[tuple[str, str]]:
    each = [(locale, topics_address(locale, category)) for locale in locales]
    return [*each, ("x-default", f"/help/topics/{category}")]


def chosen_by_query(locales: Iterable[str], path: str) -> list[tuple[str, str]]:
    """Of a page with one address: it chooses by the reader's browser unless a language is asked for."""
    return [*((locale, f"{path}?locale={locale}") for locale in locales), ("x-default", path)]


def sorted_in(articles: Iterable[Article]) -> list[tuple[Category, list[Article]]]:
    """Every category that has something to read, in its order; in it, what most look for comes first."""
    found = sorted(articles, key=in_order)
    each = [(category, [a for a in found if category_of(a) is category]) for category in Category]
    return [(category, inside) for category, inside in each if inside]


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of the sitemap, and the same page in every language."""

    path: str
    alternates: Sequence[tuple[str, str]] = ()
    changed: datetime | None = None


def sitemap(
    locales: Sequence[str], found: Sequence[tuple[Category, Sequence[Article]]], guides: Iterable[str] = ()
) -> Iterator[Entry]:
    """Every address of the help pages, without those that only one person should see."""
    for path in ("/contact", "/verify"):
        yield from _each(chosen_by_query(locales, path))
    yield from _each(alternates(locales))
    for guide in guides:
        yield from _each(guide_alternates(locales, guide))
    for category, articles in found:
        yield from _each(category_alternates(locales, category))
        for article in articles:
            yield from _each(alternates(locales, article.id), article.updated_at)


def _each(same: Sequence[tuple[str, str]], changed: datetime | None = None) -> Iterator[Entry]:
    return (Entry(path, same, changed) for language, path in same if language != "x-default")
