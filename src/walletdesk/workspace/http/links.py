"""What is known of the links that contacts sent, for the agent who reads them. None of them is opened."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from walletdesk.platform.http import Access, access

Verdict = Literal["official", "known_bad", "lookalike", "not_ours", "none"]
Link = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
Judge = Callable[[str], Awaitable[Verdict]]


class Links(msgspec.Struct, forbid_unknown_fields=True):
    """``values`` as they stand in the message. In a body and not in an address, which others would keep."""

    values: Annotated[list[Link], msgspec.Meta(min_length=1, max_length=50)]


class Verdicts(msgspec.Struct):
    """In the order of the question. ``none``: it is no link after all."""

    items: list[Verdict]


def link_routes(judge: Judge) -> Sequence[HTTPRouteHandler]:
    @post("/api/workspace/links", opt=access(Access.AGENT), status_code=200)
    async def judge_links(request: Request[Any, Any, Any], data: JSONBody[Links]) -> Verdicts:
        return Verdicts([await judge(value) for value in data.values])

    return [judge_links]
