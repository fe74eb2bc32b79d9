"""Use cases: write a draft beside what is read, publish it now or later, look at what an article was."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, NotFound
from walletdesk.kernel.ids import ArticleId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.knowledge.drafts.model import Draft, Entry, Finding, Past
from walletdesk.knowledge.drafts.ports import DraftArchive, OpenWork
from walletdesk.knowledge.model import Article, Custody, Status, in_language
from walletdesk.knowledge.pages import Page, Presenting
from walletdesk.knowledge.ports import Articles
from walletdesk.knowledge.service.editing import CHANGED_MEANWHILE, Editing, judged_text, require_lead
from walletdesk.knowledge.service.exchange import is_id

LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Z][A-Za-z]{1,3})?")
PUBLISH_DUE = "knowledge.publish"


class StaleDraft(Conflict):
    """``revision`` is the one that stands now, 0 where there is no draft any more."""

    code = "stale_draft"
    message = CHANGED_MEANWHILE


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """``editing`` judges and keeps; ``changed`` is told after what is read has changed."""

    editing: Editing
    articles: Articles
    drafts: DraftArchive
    open_work: OpenWork
    presenting: Presenting
    custody: Collection[Custody]
    changed: Callable[[], None]
    clock: Clock

    async def list(self, viewer: AgentViewer) -> Sequence[Entry]:
        """Leads see everything; agents what is published, that for agents alone among it."""
        if not viewer.at_least(Role.LEAD):
            return [
                Entry(article=each, draft=None) for each in await self.articles.list() if each.is_published
            ]
        # Drafts first: one that is published between the two reads is then seen twice, not missed.
        drafts = {(each.article.id, each.article.locale): each for each in await self.drafts.list()}
        articles = await self.articles.list()
        topics: dict[ArticleId, list[Article]] = defaultdict(list)
        for each in articles:
            topics[each.id].append(each)
        kept = [
            Entry(
                article=each,
                draft=drafts.pop((each.id, each.locale), None),
                outdated=each.is_published and each.is_outdated(topics[each.id]),
            )
            for each in articles
        ]
        return [*kept, *(Entry(article=None, draft=draft) for draft in drafts.values())]

    async def entry(self, viewer: AgentViewer, id: ArticleId, locale: str) -> Entry:
        for each in await self.list(viewer):
            if (each.shown.id, each.shown.locale) == (id, locale):
                return each
        raise NotFound

    async def findings(self, article: Article) -> Sequence[Finding]:
        """All that keeps it from being published, in the order of its lines."""
        text = judged_text(article)
        objections = await self.editing.outgoing.objections(text)
        said = [Finding(line=text.count("\n", 0, one.start), objection=one) for one in objections]
        lacking = [
            Finding(line=one.line, message=one.message, values=one.values)
            for one in await self.editing.lacking(article)
        ]
        return sorted([*said, *lacking], key=lambda one: one.line)

    async def find(self, viewer: AgentViewer, words: str) -> Sequence[Entry]:
        """Those that hold all of these words, in title, text or phrasings."""
        wanted = words.casefold().split()
        return [entry for entry in await self.list(viewer) if all(word in _all_of(entry) for word in wanted)]

    async def page(self, viewer: AgentViewer, id: ArticleId, locale: str) -> Page:
        """Its newest text as readers will see it."""
        article = (await self.entry(viewer, id, locale)).shown
        topics: dict[ArticleId, list[Article]] = defaultdict(list)
        for each in await self.articles.list():
            if each.is_public:
                topics[each.id].append(each)
        titles = {each: in_language(its, locale).title for each, its in topics.items()}
        return self.presenting.page(article, self.custody, titles)

    async def keep(self, viewer: AgentViewer, article: Article, *, revision: int) -> Draft:
        """The draft after ``revision`` (0: there is none); what is read stays as it is.

        Raises StaleDraft where somebody else was quicker, SecretStopped where a secret is in it. A time at
        which it was to be published is kept.
        """
        require_lead(viewer)
        if not is_id(article.id) or LOCALE.fullmatch(article.locale) is None:
            raise NotFound
        self.editing.refuse_secrets(article)
        before = await self.drafts.find(article.id, article.locale)
        planned = before.publish_at if before and before.revision == revision else None
        draft = Draft(
            article=article,
            revision=revision + 1,
            at=self.clock(),
            by=viewer.agent,
            publish_at=planned,
        )
        async with self.open_work() as work:
            if not await work.drafts.save(draft):
                raise await self._stale(article.id, article.locale)
        return draft

    async def discard(self, viewer: AgentViewer, id: ArticleId, locale: str, *, revision: int) -> None:
        require_lead(viewer)
        async with self.open_work() as work:
            if not await work.drafts.remove(id, locale, revision):
                raise await self._stale(id, locale)
            work.cancel(PUBLISH_DUE, _key(id, locale))

    async def publish(
        self, viewer: AgentViewer, id: ArticleId, locale: str, *, revision: int, in_step: bool = False
    ) -> Article:
        """Let people read the draft. Refused, with what is missing, unless it is complete."""
        require_lead(viewer)
        draft = await self._unchanged(id, locale, revision)
        return await self._publish(draft, by=viewer.agent, in_step=in_step)

    async def plan(
        self, viewer: AgentViewer, id: ArticleId, locale: str, *, revision: int, at: datetime | None
    ) -> Draft:
        """Publish it by itself at ``at``, judged now and then again; None: no longer."""
        require_lead(viewer)
        draft = await self._unchanged(id, locale, revision)
        if at is not None:
            if at <= self.clock():
                raise Invalid("Choose a time that lies ahead.", code="past")
            await self.editing.judge(replace(draft.article, status=Status.PUBLISHED))
        async with self.open_work() as work:
            if not await work.drafts.plan(id, locale, revision, at):
                raise await self._stale(id, locale)
            if at is None:
                work.cancel(PUBLISH_DUE, _key(id, locale))
            else:
                args = {"article": id, "locale": locale}
                work.schedule(Job(kind=PUBLISH_DUE, key=_key(id, locale), run_at=at, args=args))
        return replace(draft, revision=revision + 1, publish_at=at)

    async def publish_due(self, id: ArticleId, locale: str) -> Article | None:
        """What was planned, if it still is. Raises what speaks against it now."""
        draft = await self.drafts.find(id, locale)
        if draft is None or draft.publish_at is None or draft.publish_at > self.clock():
            return None
        return await self._publish(draft, by=draft.by)

    async def versions(self, viewer: AgentViewer, id: ArticleId, locale: str) -> Sequence[Past]:
        """What is read now first, then what it was."""
        require_lead(viewer)
        now = await self.articles.find(id, locale)
        if now is None:
            return []
        current = Past(version=now.version, at=now.updated_at, by=now.changed_by, title=now.title)
        return [current, *await self.drafts.versions(id, locale)]

    async def version(self, viewer: AgentViewer, id: ArticleId, locale: str, version: int) -> Article:
        require_lead(viewer)
        now = await self.articles.find(id, locale)
        if now is not None and now.version == version:
            return now
        if found := await self.drafts.version(id, locale, version):
            return found
        raise NotFound

    async def _publish(self, draft: Draft, *, by: str, in_step: bool = False) -> Article:
        article = await self._rebased(replace(draft.article, status=Status.PUBLISHED))
        await self.editing.judge(article)
        async with self.open_work() as work:
            if not await work.drafts.remove(article.id, article.locale, draft.revision):
                raise await self._stale(article.id, article.locale)
            work.cancel(PUBLISH_DUE, _key(article.id, article.locale))
            kept = await self.editing.put(work, article, by=by, in_step=in_step)
        self.changed()
        return kept

    async def _rebased(self, article: Article) -> Article:
        """As if begun from what stands now, where only phrasings changed since: one is taught any day."""
        now = await self.articles.find(article.id, article.locale)
        if now is None or now.version == article.version:
            return article
        begun = await self.drafts.version(article.id, article.locale, article.version)
        return article.taught_like(begun, now) if begun is not None else article

    async def _unchanged(self, id: ArticleId, locale: str, revision: int) -> Draft:
        draft = await self.drafts.find(id, locale)
        if draft is None:
            raise NotFound
        if draft.revision != revision:
            raise StaleDraft(revision=draft.revision)
        return draft

    async def _stale(self, id: ArticleId, locale: str) -> StaleDraft:
        now = await self.drafts.find(id, locale)
        return StaleDraft(revision=now.revision if now else 0)


def _all_of(entry: Entry) -> str:
    shown = entry.shown
    return "\n".join([shown.id, shown.title, shown.body, *shown.phrasings]).casefold()


def _key(id: ArticleId, locale: str) -> str:
    return f"{id} {locale}"
