"""For leads: which articles help, and what readers did not find in the others."""

from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Request, get
from litestar.handlers import HTTPRouteHandler

from walletdesk.kernel.clock import millis
from walletdesk.knowledge.opinions.model import Tally
from walletdesk.knowledge.opinions.service import Opinions
from walletdesk.platform.http import Access, access, agent_of


class WishView(msgspec.Struct):
    text: str
    at: int


class TallyView(msgspec.Struct):
    """One article in one language. ``missing``: what readers did not find in it, the latest first."""

    article: str
    locale: str
    helped: int
    not_helped: int
    missing: list[WishView]


class Tallies(msgspec.Struct):
    items: list[TallyView]


def routes(opinions: Opinions) -> Sequence[HTTPRouteHandler]:
    @get("/api/workspace/articles/opinions", opt=access(Access.LEAD))
    async def list_opinions(request: Request[Any, Any, Any]) -> Tallies:
        return Tallies([_view(tally) for tally in await opinions.counts(agent_of(request))])

    return [list_opinions]


def _view(tally: Tally) -> TallyView:
    missing = [WishView(wish.text, millis(wish.at)) for wish in tally.missing]
    return TallyView(tally.article, tally.locale, tally.helped, tally.not_helped, missing)
