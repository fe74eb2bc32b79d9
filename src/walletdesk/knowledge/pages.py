"""An article as it is shown: with its links filled in, and only what is true for this installation."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge import wording
from walletdesk.knowledge.anatomy import FOOTNOTE, PICTURE, VARIABLE, Branch, headings, lead_of, plain, split
from walletdesk.knowledge.categories import Category, category_of
from walletdesk.knowledge.model import Article, Custody, Mark
from walletdesk.knowledge.ports import Html, Links

Titles = Mapping[ArticleId, str]
FIRST_STEPS = 3  # what the bot shows; the rest is read on the page


@dataclass(frozen=True, slots=True)
class PageStep:
    """``lead``: what to do; empty where the step is one long sentence. Markup without a paragraph."""

    lead: str
    rest: str


@dataclass(frozen=True, slots=True)
class PageBranch:
    """``heading`` is empty where only one kind of custody exists here; all else is safe markup."""

    custody: Custody
    heading: str
    before: str
    steps: tuple[PageStep, ...]
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """``title``, ``summary``, ``headings`` and ``foot`` are text, the other parts safe markup or empty."""

    id: ArticleId
    locale: str
    title: str
    summary: str
    route: str
    category: Category
    headings: tuple[str, ...]
    stop: str
    happened: str
    branches: tuple[PageBranch, ...]
    never: tuple[str, ...]
    person: str
    foot: str
    review_by: date
    updated_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What fits into a message: plain text. ``stop`` opens articles of route risk, elsewhere it is empty."""

    id: ArticleId
    locale: str
    title: str
    address: str
    stop: str
    happened: str
    steps: tuple[str, ...]

    @property
    def text(self) -> str:
        numbered = [f"{i}. {step}" for i, step in enumerate(self.steps, 1)]
        return "\n".join([part for part in (self.stop, self.title, self.happened, *numbered) if part])


@dataclass(frozen=True, slots=True, kw_only=True)
class Presenting:
    """Fills articles in; ``titles`` are those of the published articles in the reader's language."""

    html: Html
    links: Links
    app_name: Mapping[str, str]  # in each language

    def page(self, article: Article, shown: Collection[Custody], titles: Titles) -> Page:
        parts = split(article.body, article.locale)

        def markup(text: str) -> str:
            source = wording.closed_up(text, article.locale)
            return self.html(source, self._filler(article, titles)) if text else ""

        return Page(
            id=article.id,
            locale=article.locale,
            title=self.text(article, article.title, titles),
            summary=article.summary,
            route=article.route,
            category=category_of(article),
            headings=headings(article.locale),
            stop=markup(parts.stop),
            happened=markup(parts.happened),
            branches=tuple(
                _shown(b, shown, article.locale, markup) for b in parts.branches if _is_shown(b, shown)
            ),
            never=tuple(inner(markup(line)) for line in parts.never_lines),
            person=markup(
                parts.person.replace("\n", "\n\n")
            ),  # what to have ready is looked for: a line of its own
            foot=wording.foot_line(article.locale) if _stars(article) else "",
            review_by=article.review_by,
            updated_at=article.updated_at,
            version=article.version,
        )

    def digest(self, article: Article, custody: Custody, titles: Titles) -> Digest:
        parts = split(article.body, article.locale)
        return Digest(
            id=article.id,
            locale=article.locale,
            title=self.text(article, article.title, titles),
            address=self.links.article(article.id, article.locale),
            stop=self.text(article, parts.stop, titles),
            happened=self.text(article, parts.happened, titles),
            steps=tuple(self.text(article, s, titles) for s in parts.steps_for(custody)[:FIRST_STEPS]),
        )

    def text(self, article: Article, text: str, titles: Titles) -> str:
        """Plain text on one line: links with their address, other articles by title, no marks."""

        def fill(kind: str, name: str) -> str:
            said, address = self._target(article.locale, kind, name, titles)
            if kind == "article" or address is None:
                return said
            return f"{said} {address.removeprefix('mailto:').removeprefix('tel:')} "

        source = plain(wording.closed_up(text, article.locale))
        filled = VARIABLE.sub(lambda m: fill(m[1] or "app", m[2] or ""), source)
        return " ".join(filled.split())

    def _filler(self, article: Article, titles: Titles) -> Callable[[str], str]:
        stars = _stars(article)

        def fill(blank: str) -> str:
            if mark := FOOTNOTE.fullmatch(blank):
                return "<sup>*</sup>" if mark[1] in stars else ""
            if picture := PICTURE.fullmatch(blank):
                return wording.image(*picture.groups())
            variable = VARIABLE.fullmatch(blank)
            if variable is None:
                return ""
            said, address = self._target(article.locale, variable[1] or "app", variable[2] or "", titles)
            return wording.anchor(said, address) if address else escape(said)

        return fill

    def _target(self, locale: str, kind: str, name: str, titles: Titles) -> tuple[str, str | None]:
        """What a variable says, and where it leads."""
        if kind == "app":
            return self.app_name.get(locale) or next(iter(self.app_name.values())), None
        if kind == "article":
            return self._other_article(locale, ArticleId(name), titles)
        if address := self.links.official(name, locale):
            return wording.link_name(name, locale), address
        return wording.without_link(name, locale), None

    def _other_article(self, locale: str, id: ArticleId, titles: Titles) -> tuple[str, str | None]:
        if id not in titles:
            return wording.not_published(wording.quoted(id, locale), locale), None
        return wording.quoted(titles[id], locale), self.links.article(id, locale)


def _stars(article: Article) -> set[str]:
    return {fact.id for fact in article.facts if fact.mark is not Mark.CHECKED}


def _is_shown(branch: Branch, shown: Collection[Custody]) -> bool:
    return branch.custody is Custody.ANY or branch.custody in shown


def _shown(
    branch: Branch, shown: Collection[Custody], locale: str, markup: Callable[[str], str]
) -> PageBranch:
    heading = wording.branch_heading(branch.custody, locale) if len(shown) > 1 else ""
    before, after = branch.around_steps
    steps = tuple(_step(lead_of(step), markup) for step in branch.steps)
    return PageBranch(branch.custody, heading, markup(before), steps, markup(after))


def _step(parts: tuple[str, str], markup: Callable[[str], str]) -> PageStep:
    lead, rest = (inner(markup(part)) for part in parts)
    return PageStep(lead, rest)


def inner(html: str) -> str:
    """A single paragraph without its own tags."""
    return html.strip().removeprefix("<p>").removesuffix("</p>")
