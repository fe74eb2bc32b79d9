"""Writing: articles are kept as drafts, published when they are complete, and never overwrite each other."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.ids import ArticleId
from walletdesk.kernel.objections import Objected
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.knowledge.anatomy import Lacking, faults, missing_pictures, pictures_of, summary_of
from walletdesk.knowledge.events import ArticleChanged
from walletdesk.knowledge.model import Article, Status
from walletdesk.knowledge.ports import Articles, OpenWork, Outgoing, Pictures, Work
from walletdesk.knowledge.topics import Topic

CHANGED_MEANWHILE = "Somebody else changed this meanwhile. Load it again."


class Incomplete(Invalid):
    """``faults``: all that is missing. The sentence tells them in English; an edge may do so in others."""

    code = "incomplete"
    message = "This article cannot be published. {missing}"

    def __init__(self, faults: Sequence[Lacking]) -> None:
        super().__init__(missing=" ".join(one.message.format(**one.values) for one in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """``holds_secret`` is the shield's opinion of a text; ``changed`` is told after every change."""

    articles: Articles
    open_work: OpenWork
    pictures: Pictures
    holds_secret: Callable[[str], bool]
    outgoing: Outgoing
    changed: Callable[[], None]
    clock: Clock

    async def draft(self, viewer: AgentViewer, id: ArticleId, locale: str) -> Article:
        """Exactly this article, published or not."""
        require_lead(viewer)
        if found := await self.articles.find(id, locale):
            return found
        raise NotFound

    async def every(self, viewer: AgentViewer) -> Sequence[Article]:
        require_lead(viewer)
        return await self.articles.list()

    async def save(self, viewer: AgentViewer, article: Article) -> Article:
        """Keep a new article (``version`` 0) or a change to the version it carries; judged every time."""
        require_lead(viewer)
        await self.judge(article)
        return await self._keep(article, by=viewer.agent)

    async def judge(self, article: Article, *, coming: Collection[str] = ()) -> None:
        """Raises SecretStopped, Objected, or for what is published and not complete Incomplete.

        ``coming``: pictures that are kept with it.
        """
        if objections := await self.outgoing.objections(judged_text(article)):
            raise Objected(objections)
        self.refuse_secrets(article)
        if article.is_published and (lacking := await self.lacking(article, coming)):
            raise Incomplete(lacking)

    async def lacking(self, article: Article, coming: Collection[str] = ()) -> Sequence[Lacking]:
        """All that is missing before it can be published."""
        shown = [name for name in pictures_of(article.body) if name not in coming]
        known = await self.pictures.known(shown) if shown else ()
        gone = [name for name in shown if name not in known]
        return [*faults(article), *missing_pictures(article.body, gone)]

    def refuse_secrets(self, article: Article) -> None:
        """Of everything that somebody wrote in it."""
        facts = [text for fact in article.facts for text in (fact.id, fact.source, fact.say, fact.as_of)]
        known = [article.id, article.locale, article.route, article.category, article.owner]
        words = [article.title, article.body, *article.phrasings, *facts, *known]
        if self.holds_secret("\n".join(words)):
            raise SecretStopped

    async def publish(self, viewer: AgentViewer, id: ArticleId, locale: str, *, version: int) -> Article:
        """Let people read it. Refused, with what is missing, unless the article is complete.

        Judged anew by the rules of now: they may have changed since the draft was kept.
        """
        seen = await self.draft(viewer, id, locale)
        return await self.save(viewer, replace(seen, status=Status.PUBLISHED, version=version))

    async def withdraw(self, viewer: AgentViewer, id: ArticleId, locale: str, *, version: int) -> Article:
        """Make it a draft again: nobody outside reads it. What a rule speaks against goes most of all."""
        seen = await self.draft(viewer, id, locale)
        return await self._keep(replace(seen, status=Status.DRAFT, version=version), by=viewer.agent)

    async def add_starters(self, topics: Iterable[Topic]) -> int:
        """Publish the articles every installation begins with; one that is there already stays as it is.

        They come with the program and are not screened again: tests hold each of them to the shield.
        """
        now = self.clock()
        known = {(article.id, article.locale) for article in await self.articles.list()}
        wanted = [topic.article(locale, at=now) for topic in topics for locale in topic.locales]
        missing = [article for article in wanted if (article.id, article.locale) not in known]
        async with self.open_work() as work:  # one block: a first start is not half of the articles
            added = [await self._add(work, article, now) for article in missing]
        self.changed()
        return sum(added)

    async def _add(self, work: Work, article: Article, now: datetime) -> bool:
        """False when another process, which starts as well, was first."""
        _require_complete(article)
        kept = _as_kept(article, None, now)
        if added := await work.articles.add(kept):
            work.emit(_changed(kept))
        return added

    async def _keep(self, article: Article, *, by: str = "") -> Article:
        _require_complete(article)
        async with self.open_work() as work:
            kept = await self.put(work, article, by=by)
        self.changed()
        return kept

    async def put(
        self, work: Work, article: Article, *, by: str, at: datetime | None = None, in_step: bool = False
    ) -> Article:
        """Into a block that somebody else opened, who tells ``changed`` once it is over.

        ``in_step``: it says what its other languages say already.
        """
        before = await self.articles.find(article.id, article.locale)
        kept = _as_kept(article, before, at or self.clock(), by=by, in_step=in_step)
        done = work.articles.replace if article.version else work.articles.add
        if not await done(kept):
            raise Conflict(CHANGED_MEANWHILE, code="changed_meanwhile")
        work.emit(_changed(kept))
        return kept


def _as_kept(
    article: Article, before: Article | None, now: datetime, *, by: str = "", in_step: bool = False
) -> Article:
    meant_at, in_step_at = _times(article, before, now, in_step=in_step)
    return replace(
        article,
        version=article.version + 1,
        updated_at=now,
        changed_by=by,
        summary=summary_of(article.body, article.locale),
        meant_at=meant_at,
        in_step_at=in_step_at,
    )


def _changed(kept: Article) -> ArticleChanged:
    return ArticleChanged(
        at=kept.updated_at,
        article=kept.id,
        locale=kept.locale,
        version=kept.version,
        published=kept.is_published,
        by=kept.changed_by,
    )


def judged_text(article: Article) -> str:
    """What the guard reads of it."""
    return f"# {article.title}\n{article.body}"


def _times(
    article: Article, before: Article | None, now: datetime, *, in_step: bool
) -> tuple[datetime | None, datetime | None]:
    """When it last said something new, and the same as its other languages.

    A first text is news to no other language, and neither are more phrasings.
    """
    if before is None:
        return None, now
    changed = (before.title, before.body) != (article.title, article.body)
    meant_at = now if changed and not in_step else before.meant_at
    return meant_at, now if changed or in_step else before.in_step_at


def _require_complete(article: Article) -> None:
    if article.is_published and (missing := faults(article)):
        raise Incomplete(missing)


def require_lead(viewer: AgentViewer) -> None:
    if not viewer.at_least(Role.LEAD):
        raise NotFound
