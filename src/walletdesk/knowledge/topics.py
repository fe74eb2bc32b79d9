"""One topic as it is written down: a file with what is known in front, and a body per language behind."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.anatomy import summary_of
from walletdesk.knowledge.model import Article, Custody, Fact, Mark, Status

FEWEST_PHRASINGS = 8
_FRONT = re.compile(r"\A\+\+\+\n(.*?)^\+\+\+\n", re.MULTILINE | re.DOTALL)
_LANGUAGE = re.compile(r"^\+\+\+ (\S+)\n", re.MULTILINE)
_TITLE = re.compile(r"\A# (.+)\n")


_KNOWN = {"id", "route", "custody", "locales", "review_by", "status", "category", "internal"}
_KNOWN |= {"facts", "phrasings", "only"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What is known about a topic, beside its words."""

    route: str
    custody: tuple[Custody, ...]
    review_by: date
    facts: tuple[Fact, ...]
    status: Status = Status.PUBLISHED
    category: str = ""
    internal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """``only``: the languages of which something else is known than of the topic, and that."""

    id: ArticleId
    route: str
    custody: tuple[Custody, ...]
    review_by: date
    facts: tuple[Fact, ...]
    status: Status = Status.PUBLISHED
    category: str = ""
    internal: bool = False
    only: Mapping[str, Front] = field(default_factory=dict)
    phrasings: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]
    bodies: Mapping[str, str]

    @property
    def locales(self) -> tuple[str, ...]:
        return tuple(self.bodies)

    def article(self, locale: str, *, at: datetime) -> Article:
        front = self.only.get(locale, self)
        return Article(
            id=self.id,
            locale=locale,
            title=self.titles[locale],
            summary=summary_of(self.bodies[locale], locale),
            body=self.bodies[locale],
            route=front.route,
            custody=front.custody,
            facts=front.facts,
            phrasings=self.phrasings[locale],
            review_by=front.review_by,
            status=front.status,
            category=front.category,
            internal=front.internal,
            updated_at=at,
        )


def read_topic(text: str, *, fewest: int = FEWEST_PHRASINGS) -> Topic:
    """The topic in a file's text. ``Invalid`` when a part of the front or a language is missing.

    ``fewest``: phrasings that each language must have.
    """
    front = _FRONT.match(text)
    if front is None:
        raise Invalid("The file does not begin with +++ and what is known about the topic.")
    try:
        return _topic(tomllib.loads(front[1]), _bodies(text[front.end() :]), fewest)
    except (KeyError, TypeError, ValueError) as problem:  # tomllib's own error is a ValueError
        raise Invalid("The file lacks a part: {problem}", problem=str(problem)) from problem


def _topic(front: Mapping[str, object], texts: Mapping[str, str], fewest: int) -> Topic:
    locales = _strings(front["locales"])
    phrasings = _table(front["phrasings"])
    if unknown := sorted({*front} - _KNOWN):
        raise ValueError(f"nobody knows what {', '.join(unknown)} means")
    if sorted(texts) != sorted(locales) or sorted(phrasings) != sorted(locales):
        raise ValueError("a language has no body or no phrasings")
    said = {locale: _phrasings(phrasings[locale], fewest) for locale in locales}
    titled = {locale: _titled(texts[locale]) for locale in locales}
    own = _table(front.get("only", {}))
    known = _front(front)
    return Topic(
        id=ArticleId(str(front["id"])),
        route=known.route,
        custody=known.custody,
        review_by=known.review_by,
        facts=known.facts,
        status=known.status,
        category=known.category,
        internal=known.internal,
        only={locale: _front({**front, **_table(own[locale])}) for locale in own},
        phrasings=said,
        titles={locale: title for locale, (title, _) in titled.items()},
        bodies={locale: body for locale, (_, body) in titled.items()},
    )


def _front(front: Mapping[str, object]) -> Front:
    review_by = front["review_by"]
    if not isinstance(review_by, date):
        raise TypeError("review_by is not a date")
    return Front(
        route=str(front["route"]),
        custody=tuple(Custody(name) for name in _strings(front["custody"])),
        review_by=review_by,
        facts=tuple(_fact(_table(each)) for each in _list(front["facts"])),
        status=Status(str(front.get("status", Status.PUBLISHED))),
        category=str(front.get("category", "")),
        internal=front.get("internal", False) is True,
    )


def _bodies(text: str) -> dict[str, str]:
    _, *pairs = _LANGUAGE.split(text)
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


def _titled(text: str) -> tuple[str, str]:
    title = _TITLE.match(text)
    if title is None:
        raise ValueError("a body does not begin with its title")
    return title[1].strip(), text[title.end() :].strip()


def _phrasings(value: object, fewest: int) -> tuple[str, ...]:
    said = _strings(value)
    alike = {"".join(phrasing.lower().split()) for phrasing in said}
    if len(said) < fewest or len(alike) < len(said):
        raise ValueError(f"there are fewer than {fewest} phrasings, or two are alike")
    return said


def _fact(table: Mapping[str, object]) -> Fact:
    as_of = str(table.get("as_of", ""))
    return Fact(str(table["id"]), Mark(str(table["mark"])), str(table["source"]), str(table["say"]), as_of)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("a list is missing")
    return value


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in _list(value))


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError("a table is missing")
    return value
