"""The articles for those who write them, and for agents to read. Who published what is in the events."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Protocol

import msgspec
from litestar import Request, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ArticleId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.knowledge.drafts import wire
from walletdesk.knowledge.drafts.service import Drafting
from walletdesk.knowledge.service.editing import Incomplete
from walletdesk.platform.http import Access, access, agent_of, visit_of
from walletdesk.platform.i18n import Locale, translate

ALL = "/api/workspace/articles"
ONE = f"{ALL}/{{article:str}}/{{locale:str}}"
Count = Annotated[int, msgspec.Meta(ge=0, le=wire.MOST)]
Asked = Request[Any, Any, Any]


class People(Protocol):
    async def names(self) -> Sequence[tuple[str, str]]:
        """Who may own an article: id and name."""


class NewWords(msgspec.Struct, forbid_unknown_fields=True):
    """``revision`` of the draft that was changed, 0: a first one. ``version`` that it was begun from."""

    revision: Count
    version: Count
    words: wire.ArticleWords


class Publishing(msgspec.Struct, forbid_unknown_fields=True):
    """``in_step``: it says what its other languages say already."""

    revision: Count
    in_step: bool = False


class Plan(msgspec.Struct, forbid_unknown_fields=True):
    """``at`` in milliseconds; null: not by itself."""

    revision: Count
    at: Count | None = None


class Withdrawing(msgspec.Struct, forbid_unknown_fields=True):
    version: Count


def routes(drafting: Drafting, people: People) -> Sequence[HTTPRouteHandler]:
    return [*_reading(drafting, people), *_writing(drafting), *_looking_back(drafting)]


def _reading(drafting: Drafting, people: People) -> list[HTTPRouteHandler]:
    @get(ALL, opt=access(Access.AGENT))
    async def list_articles(
        request: Asked, q: Annotated[str, QueryParameter(max_length=400)] = ""
    ) -> wire.Rows:
        """Leads see everything, agents what is published. ``q``: words that it must hold."""
        viewer, locale = agent_of(request), _locale(request)
        found = await (drafting.find(viewer, q) if q.strip() else drafting.list(viewer))
        today = drafting.clock().date()
        return wire.Rows(
            items=[wire.row(entry, today, locale) for entry in found],
            categories=[(one, translate(locale, name)) for one, name in wire.CATEGORIES.items()],
            people=[*await people.names()],
            may_edit=viewer.at_least(Role.LEAD),
        )

    @get(ONE, opt=access(Access.AGENT))
    async def get_article(request: Asked, article: FromPath[str], locale: FromPath[str]) -> wire.ArticleView:
        return await _view(drafting, agent_of(request), (ArticleId(article), locale), _locale(request))

    return [list_articles, get_article]


def _writing(drafting: Drafting) -> list[HTTPRouteHandler]:
    lead = access(Access.LEAD)

    @put(f"{ONE}/draft", opt=lead)
    async def save_draft(
        request: Asked, article: FromPath[str], locale: FromPath[str], data: JSONBody[NewWords]
    ) -> wire.Kept:
        """What is read stays as it is. 409 where somebody else kept another draft meanwhile."""
        new = wire.article_of(data.words, (article, locale), data.version, drafting.clock())
        draft = await drafting.keep(agent_of(request), new, revision=data.revision)
        findings = wire.found(await drafting.findings(new), _locale(request))
        return wire.Kept(revision=draft.revision, at=millis(draft.at), findings=findings)

    @delete(f"{ONE}/draft", opt=lead)
    async def discard_draft(
        request: Asked,
        article: FromPath[str],
        locale: FromPath[str],
        revision: Annotated[int, QueryParameter(ge=0, le=wire.MOST)] = 0,
    ) -> None:
        await drafting.discard(agent_of(request), ArticleId(article), locale, revision=revision)

    @post(f"{ONE}/publish", opt=lead, status_code=200)
    async def publish(
        request: Asked, article: FromPath[str], locale: FromPath[str], data: JSONBody[Publishing]
    ) -> wire.ArticleView:
        viewer, which = agent_of(request), (ArticleId(article), locale)
        try:
            await drafting.publish(viewer, *which, revision=data.revision, in_step=data.in_step)
        except Incomplete as lacking:
            raise _in_words(lacking, _locale(request)) from None
        return await _view(drafting, viewer, which, _locale(request))

    @post(f"{ONE}/plan", opt=lead, status_code=200)
    async def plan(
        request: Asked, article: FromPath[str], locale: FromPath[str], data: JSONBody[Plan]
    ) -> wire.ArticleView:
        viewer, which = agent_of(request), (ArticleId(article), locale)
        at = None if data.at is None else _moment(data.at)
        try:
            await drafting.plan(viewer, *which, revision=data.revision, at=at)
        except Incomplete as lacking:
            raise _in_words(lacking, _locale(request)) from None
        return await _view(drafting, viewer, which, _locale(request))

    @post(f"{ONE}/withdraw", opt=lead, status_code=200)
    async def withdraw(
        request: Asked, article: FromPath[str], locale: FromPath[str], data: JSONBody[Withdrawing]
    ) -> wire.ArticleView:
        """Nobody reads it any more; its text is kept."""
        viewer, which = agent_of(request), (ArticleId(article), locale)
        await drafting.editing.withdraw(viewer, *which, version=data.version)
        return await _view(drafting, viewer, which, _locale(request))

    return [save_draft, discard_draft, publish, plan, withdraw]


def _looking_back(drafting: Drafting) -> list[HTTPRouteHandler]:
    lead = access(Access.LEAD)

    @get(f"{ONE}/versions", opt=lead)
    async def list_versions(request: Asked, article: FromPath[str], locale: FromPath[str]) -> wire.Pasts:
        """What is kept now first, then what it was."""
        past = await drafting.versions(agent_of(request), ArticleId(article), locale)
        return wire.Pasts([wire.past(one) for one in past])

    @get(f"{ONE}/versions/{{version:int}}", opt=lead)
    async def get_version(
        request: Asked, article: FromPath[str], locale: FromPath[str], version: FromPath[int]
    ) -> wire.ArticleWords:
        id = ArticleId(article)
        return wire.words_of(await drafting.version(agent_of(request), id, locale, version))

    return [list_versions, get_version]


async def _view(
    drafting: Drafting, viewer: AgentViewer, which: tuple[ArticleId, str], locale: Locale
) -> wire.ArticleView:
    entry = await drafting.entry(viewer, *which)
    shown, draft, kept = entry.shown, entry.draft, entry.article
    is_lead = viewer.at_least(Role.LEAD)
    others = [each for each in await drafting.list(viewer) if each.shown.id == which[0]]
    return wire.ArticleView(
        row=wire.row(entry, drafting.clock().date(), locale),
        words=wire.words_of(shown),
        read=wire.words_of(kept) if kept and draft and kept.is_published else None,
        version=shown.version,
        kept=kept.version if kept else 0,
        revision=draft.revision if draft else 0,
        by=draft.by if draft else shown.changed_by,
        publish_at=millis(draft.publish_at) if draft and draft.publish_at else None,
        locales=[each.shown.locale for each in others],
        findings=wire.found(await drafting.findings(shown), locale) if is_lead else [],
    )


def _in_words(lacking: Incomplete, locale: Locale) -> Incomplete:
    """The same, saying in the reader's language all that is missing."""
    said = [translate(locale, one.message, **one.values) for one in lacking.faults]
    told = Incomplete(lacking.faults)
    told.values["missing"] = (" " if locale == "en" else "").join(said)
    return told


def _moment(at: int) -> datetime:
    try:
        return from_millis(at)
    except (OverflowError, ValueError, OSError):
        return datetime.max.replace(tzinfo=UTC)


def _locale(request: Asked) -> Locale:
    return visit_of(request.scope).locale
