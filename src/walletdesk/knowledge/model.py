"""What an article is, and which language of it a reader gets. No I/O, no clock."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ArticleId

PRIORITY_ROUTE = "risk"  # funds in danger: a person at once, whatever else is answered


class Status(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class Custody(StrEnum):
    """Whose hands hold the keys: decides what can be offered."""

    SELF_CUSTODY = "self_custody"
    CUSTODIAL = "custodial"
    ANY = "any"  # only where it changes nothing


def custody_of(mode: str) -> tuple[Custody, ...]:
    """What exists in an installation of this custody mode; in a hybrid one the stricter truth comes first."""
    both = (Custody.SELF_CUSTODY, Custody.CUSTODIAL)
    return both if mode == "hybrid" else (Custody(mode),)


class Mark(StrEnum):
    """How well a fact is known; all but the first are shown with a star."""

    CHECKED = "checked"
    UNSOURCED = "unsourced"
    UNSURE = "unsure"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Fact:
    id: str
    mark: Mark
    source: str
    say: str
    as_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One topic in one language. ``body`` is what stands below the title, as the editor wrote it.

    ``internal``: for agents alone. ``category`` is empty where the topic's own place decides. ``meant_at``:
    when it last said something new; ``in_step_at``: when it last said the same as its other languages.
    """

    id: ArticleId
    locale: str
    title: str
    summary: str
    body: str
    route: str
    custody: tuple[Custody, ...]
    facts: tuple[Fact, ...] = ()
    phrasings: tuple[str, ...] = ()
    review_by: date
    status: Status = Status.DRAFT
    updated_at: datetime
    version: int = 0  # 0: not kept yet
    category: str = ""
    internal: bool = False
    owner: str = ""
    changed_by: str = ""
    meant_at: datetime | None = None
    in_step_at: datetime | None = None

    @property
    def is_published(self) -> bool:
        return self.status is Status.PUBLISHED

    @property
    def is_priority(self) -> bool:
        """Never to be closed by the bot alone."""
        return self.route == PRIORITY_ROUTE

    def is_for(self, shown: Collection[Custody]) -> bool:
        """Whether anything of it is true where these kinds of custody exist."""
        return Custody.ANY in self.custody or any(one in shown for one in self.custody)

    @property
    def is_public(self) -> bool:
        """Whether contacts and the bot may have it."""
        return self.is_published and not self.internal

    def is_outdated(self, others: Iterable["Article"]) -> bool:
        """Whether another published language of it has said something new since."""
        since = self.in_step_at
        return since is not None and any(
            other.meant_at is not None and other.meant_at > since
            for other in others
            if other.is_published and other.locale != self.locale
        )

    def taught_like(self, begun: "Article", now: "Article") -> "Article":
        """With the phrasings that it won and lost between these two, where nothing else changed in them."""
        kept = replace(
            begun,
            phrasings=now.phrasings,
            updated_at=now.updated_at,
            version=now.version,
            changed_by=now.changed_by,
        )
        if kept != now:
            return self
        lost = {*begun.phrasings} - {*now.phrasings}
        won = [one for one in now.phrasings if one not in begun.phrasings]
        phrasings = dict.fromkeys([*(one for one in self.phrasings if one not in lost), *won])
        return replace(self, version=now.version, phrasings=tuple(phrasings))

    def is_overdue(self, today: date) -> bool:
        return today > self.review_by


@dataclass(frozen=True, slots=True)
class Match:
    """How sure the ranker is, from 0 to 1, that this article answers the question."""

    article: Article
    score: float


def in_language(articles: Sequence[Article], locale: str) -> Article:
    """The article in this language, else in that of another region, else in English, else in any."""
    if not articles:
        raise NotFound
    language = language_of(locale)
    return min(articles, key=lambda a: (_distance(a.locale, locale, language), a.locale))


def language_of(locale: str) -> str:
    return locale.partition("-")[0]


def _distance(has: str, locale: str, language: str) -> int:
    if has == locale:
        return 0
    if language_of(has) == language:
        return 1
    return 2 if language_of(has) == "en" else 3
