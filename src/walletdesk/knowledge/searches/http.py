"""For leads: what readers look for and do not find, what becomes of it, and which article ended a search."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody, QueryParameter

from walletdesk.knowledge.searches.model import Ended, Period, Sought
from walletdesk.knowledge.searches.service import Gaps, Searches
from walletdesk.platform.http import Access, access, agent_of, visit_of

PATH = "/api/workspace/articles/searches"
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Line = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
Language = Literal["zh-CN", "en"]


class SoughtView(msgspec.Struct):
    """``words``: masked, and written in one way. ``last``: the last day, in UTC."""

    words: str
    locale: str
    times: int
    in_vain: int
    last: str


class WeekView(msgspec.Struct):
    """``begins``: its Monday, in UTC."""

    begins: str
    locale: str
    times: int
    in_vain: int


class EndedView(msgspec.Struct):
    """``solved``: of those who opened it from a suggestion, how many wrote to nobody after it."""

    article: str
    title: str
    locale: str
    opened: int
    solved: int


class ChoiceView(msgspec.Struct):
    id: str
    title: str


class SearchesView(msgspec.Struct):
    """Of the last ``days``; ``weeks``: of all languages and as far back as is kept.

    ``topics``: what a phrasing can be added to, by title.
    """

    days: int
    weeks: list[WeekView]
    in_vain: list[SoughtView]
    frequent: list[SoughtView]
    ended: list[EndedView]
    topics: list[ChoiceView]


class TaughtSearch(msgspec.Struct, forbid_unknown_fields=True):
    words: Words
    locale: Language
    topic: Words
    text: Line


class DraftedSearch(msgspec.Struct, forbid_unknown_fields=True):
    words: Words
    locale: Language
    title: Line


class LeftOutSearch(msgspec.Struct, forbid_unknown_fields=True):
    words: Words
    locale: Language


class ArticleBegun(msgspec.Struct):
    article: str


def routes(searches: Searches, gaps: Gaps) -> Sequence[HTTPRouteHandler]:
    @get(PATH, opt=access(Access.LEAD))
    async def list_searches(
        request: Request[Any, Any, Any],
        days: Annotated[int, QueryParameter(ge=1, le=90)] = 90,
        locale: Annotated[str, QueryParameter(max_length=20)] = "",
    ) -> SearchesView:
        """Of the last days, in one language or in all."""
        viewer = agent_of(request)
        report = await searches.report(viewer, days=days, locale=locale)
        topics = await gaps.topics(viewer, visit_of(request.scope).locale)
        titles = dict(topics)
        return SearchesView(
            days=report.days,
            weeks=[_week(one) for one in report.weeks],
            in_vain=[_sought(one) for one in report.in_vain],
            frequent=[_sought(one) for one in report.frequent],
            ended=[_ended(one, titles.get(one.article, one.article)) for one in report.ended],
            topics=[ChoiceView(id, title) for id, title in topics],
        )

    return [list_searches, *_closing(gaps)]


def _closing(gaps: Gaps) -> Sequence[HTTPRouteHandler]:
    @post(f"{PATH}/phrasing", opt=access(Access.LEAD), status_code=204)
    async def teach_search(request: Request[Any, Any, Any], data: JSONBody[TaughtSearch]) -> None:
        """A new phrasing of a topic. It counts from the next search on."""
        await gaps.teach(agent_of(request), data.words, data.locale, topic=data.topic, text=data.text)

    @post(f"{PATH}/draft", opt=access(Access.LEAD), status_code=200)
    async def draft_search(request: Request[Any, Any, Any], data: JSONBody[DraftedSearch]) -> ArticleBegun:
        """A draft that nobody outside reads yet, with these words as its phrasing."""
        return ArticleBegun(await gaps.draft(agent_of(request), data.words, data.locale, title=data.title))

    @post(f"{PATH}/dismiss", opt=access(Access.LEAD), status_code=204)
    async def leave_out_search(request: Request[Any, Any, Any], data: JSONBody[LeftOutSearch]) -> None:
        """Nothing is to be made of it, until somebody searches for it again."""
        await gaps.leave_out(agent_of(request), data.words, data.locale)

    return [teach_search, draft_search, leave_out_search]


def _week(one: Period) -> WeekView:
    return WeekView(one.begins, one.locale, one.times, one.in_vain)


def _sought(one: Sought) -> SoughtView:
    return SoughtView(one.words, one.locale, one.times, one.in_vain, one.last)


def _ended(one: Ended, title: str) -> EndedView:
    return EndedView(one.article, title, one.locale, one.opened, one.solved)
