"""Articles and drafts as they travel to the page where they are written, and back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

import msgspec

from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.categories import Category, category_of
from walletdesk.knowledge.drafts.model import Entry, Finding, Past, State
from walletdesk.knowledge.model import Article, Custody, Fact, Mark
from walletdesk.platform.i18n import Locale, translate

MOST = 2**53
Word = Annotated[str, msgspec.Meta(max_length=200)]
Line = Annotated[str, msgspec.Meta(max_length=400)]
CATEGORIES: dict[Category, str] = {
    Category.MONEY: "Money or coins not arrived",
    Category.KEYS: "Password, phrase, backup",
    Category.SAFETY: "Stolen, scams, real or fake",
    Category.FEES: "Fees, sending, swapping",
    Category.ACCOUNT: "Account and sign-in",
    Category.APP: "The app itself",
    Category.SERVICE: "Reaching us",
}  # as on the pages of the help centre


class FactWords(msgspec.Struct, forbid_unknown_fields=True):
    id: Word
    mark: Mark
    source: Line = ""
    say: Line = ""
    as_of: Word = ""


class ArticleWords(msgspec.Struct, forbid_unknown_fields=True):
    """``review_by``: a day, as 2027-05-20. ``category`` empty: where its topic stands by itself."""

    title: Line
    body: Annotated[str, msgspec.Meta(max_length=40_000)]
    route: Word
    custody: Annotated[list[Custody], msgspec.Meta(max_length=3)]
    review_by: Word
    phrasings: Annotated[list[Line], msgspec.Meta(max_length=400)] = []
    facts: Annotated[list[FactWords], msgspec.Meta(max_length=80)] = []
    category: Word = ""
    internal: bool = False
    owner: Word = ""


class ArticleRow(msgspec.Struct):
    """``at`` in milliseconds; ``category_name`` in the reader's language."""

    id: str
    locale: str
    title: str
    category: Category
    category_name: str
    state: State
    internal: bool
    route: str
    review_by: str
    overdue: bool
    outdated: bool
    owner: str
    at: int


class Rows(msgspec.Struct):
    """``people``: who may own an article, id and name. ``may_edit``: whether the reader writes."""

    items: list[ArticleRow]
    categories: list[tuple[Category, str]]
    people: list[tuple[str, str]]
    may_edit: bool


class FindingView(msgspec.Struct):
    """What keeps it from being published. ``line`` of the body, 0: the title or no line of it."""

    said: str
    line: int


class ArticleView(msgspec.Struct):
    """``words`` are the newest; ``read`` what people read meanwhile, where that is another text.

    ``version`` is the one that the newest words were begun from, ``kept`` the one that stands now;
    ``revision`` that of the draft, 0: there is none.
    """

    row: ArticleRow
    words: ArticleWords
    read: ArticleWords | None
    version: int
    kept: int
    revision: int
    by: str
    publish_at: int | None
    locales: list[str]
    findings: list[FindingView]


class PastView(msgspec.Struct):
    version: int
    at: int
    by: str
    title: str


class Pasts(msgspec.Struct):
    items: list[PastView]


class Kept(msgspec.Struct):
    """What became of a draft that was kept."""

    revision: int
    at: int
    findings: list[FindingView]


def row(entry: Entry, today: date, locale: Locale) -> ArticleRow:
    shown = entry.shown
    category = category_of(shown)
    return ArticleRow(
        id=shown.id,
        locale=shown.locale,
        title=shown.title,
        category=category,
        category_name=translate(locale, CATEGORIES[category]),
        state=entry.state,
        internal=shown.internal,
        route=shown.route,
        review_by=shown.review_by.isoformat(),
        overdue=shown.is_overdue(today),
        outdated=entry.outdated,
        owner=shown.owner,
        at=millis(entry.draft.at if entry.draft else shown.updated_at),
    )


def words_of(article: Article) -> ArticleWords:
    return ArticleWords(
        title=article.title,
        body=article.body,
        route=article.route,
        custody=[*article.custody],
        review_by=article.review_by.isoformat(),
        phrasings=[*article.phrasings],
        facts=[FactWords(f.id, f.mark, f.source, f.say, f.as_of) for f in article.facts],
        category=article.category,
        internal=article.internal,
        owner=article.owner,
    )


def article_of(words: ArticleWords, which: tuple[str, str], version: int, at: datetime) -> Article:
    """One line is one line, and lines end alike. ``which``: id and language."""
    said = (" ".join(one.split()) for one in words.phrasings)
    return Article(
        id=ArticleId(which[0]),
        locale=which[1],
        title=" ".join(words.title.split()),
        summary="",
        body="\n".join(line.rstrip() for line in words.body.splitlines()).strip(),
        route=words.route.strip(),
        custody=tuple(dict.fromkeys(words.custody)),
        review_by=_day(words.review_by),
        phrasings=tuple(dict.fromkeys(one for one in said if one)),
        facts=tuple(
            Fact(f.id.strip(), f.mark, f.source.strip(), f.say.strip(), f.as_of.strip()) for f in words.facts
        ),
        category=words.category.strip(),
        internal=words.internal,
        owner=words.owner.strip(),
        version=version,
        updated_at=at,
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("Write the day as 2027-05-20.") from None


def found(findings: Sequence[Finding], locale: Locale) -> list[FindingView]:
    return [FindingView(said=_said(one, locale), line=one.line) for one in findings]


def _said(one: Finding, locale: Locale) -> str:
    if one.objection is not None:
        return f"{one.objection.why[locale]} {one.objection.instead[locale]}"
    return translate(locale, one.message, **one.values)


def past(one: Past) -> PastView:
    return PastView(version=one.version, at=millis(one.at), by=one.by, title=one.title)
