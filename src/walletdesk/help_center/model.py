"""What the contact page knows about reaching people, and the addresses of our public pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """``answer_by`` None: we cannot tell, and say so. ``next_open`` matters while nobody is on duty."""

    open: bool
    next_open: datetime | None = None
    answer_by: datetime | None = None


def address(locale: str, article: str = "") -> str:
    return f"/help/{locale}/{article}"


def alternates(locales: Iterable[str], article: str = "") -> list[tuple[str, str]]:
    """The same page in every language, for search engines; ``x-default`` chooses by the reader's browser."""
    each = [(locale, address(locale, article)) for locale in locales]
    return each if article else [*each, ("x-default", "/help/")]


def sitemap(public_url: str, locales: Sequence[str], articles: Sequence[str]) -> Iterator[str]:
    """Every address of the help pages, without those that only one person should see."""
    for path in ["/contact", *(address(locale, id) for id in ("", *articles) for locale in locales)]:
        yield f"{public_url}{path}"
