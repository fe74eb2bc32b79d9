"""The addresses of our public pages, and what stands on them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
