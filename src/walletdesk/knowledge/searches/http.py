"""For leads: what readers look for, what they do not find, and which article ended their search."""

from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Request, get
from litestar.handlers import HTTPRouteHandler

from walletdesk.knowledge.searches.model import Ended, Sought
from walletdesk.knowledge.searches.service import Searches
from walletdesk.platform.http import Access, access, agent_of


class SoughtView(msgspec.Struct):
    """``words``: masked, and written in one way. ``last``: the last day, in UTC."""

    words: str
    locale: str
    times: int
    in_vain: int
    last: str


class EndedView(msgspec.Struct):
    """``solved``: of those who opened it from a suggestion, how many wrote to nobody after it."""

    article: str
    locale: str
    opened: int
    solved: int


class SearchesView(msgspec.Struct):
    days: int
    in_vain: list[SoughtView]
    frequent: list[SoughtView]
    ended: list[EndedView]


def routes(searches: Searches) -> Sequence[HTTPRouteHandler]:
    @get("/api/workspace/articles/searches", opt=access(Access.LEAD))
    async def list_searches(request: Request[Any, Any, Any]) -> SearchesView:
        report = await searches.report(agent_of(request))
        return SearchesView(
            report.days,
            [_sought(one) for one in report.in_vain],
            [_sought(one) for one in report.frequent],
            [_ended(one) for one in report.ended],
        )

    return [list_searches]


def _sought(one: Sought) -> SoughtView:
    return SoughtView(one.words, one.locale, one.times, one.in_vain, one.last)


def _ended(one: Ended) -> EndedView:
    return EndedView(one.article, one.locale, one.opened, one.solved)
