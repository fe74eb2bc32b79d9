"""Saved replies for agents, and what their fields hold in a conversation."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from walletdesk.automation.model import FIELDS, SavedReply, Wording, may_change
from walletdesk.automation.ports import Values
from walletdesk.automation.service import SavedReplies
from walletdesk.kernel.ids import ConversationId, SavedReplyId
from walletdesk.platform.http import Access, access, agent_of

Words = Annotated[
    dict[Annotated[str, msgspec.Meta(max_length=20)], Wording], msgspec.Meta(min_length=1, max_length=12)
]
Shortcode = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
Id = Annotated[str, msgspec.Meta(max_length=60)]


class ReplyView(msgspec.Struct):
    """``team``: everybody uses it, leads keep it. ``wordings`` by language."""

    id: str
    team: bool
    shortcode: str
    version: int
    wordings: dict[str, Wording]


class Replies(msgspec.Struct):
    """The agent's own first, each set in its order. ``fields``: the names that a text may have in braces."""

    items: list[ReplyView]
    fields: list[str]
    may_change_team: bool


class NewReply(msgspec.Struct, forbid_unknown_fields=True):
    shortcode: Shortcode
    wordings: Words
    team: bool = False


class ChangedReply(msgspec.Struct, forbid_unknown_fields=True):
    version: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    shortcode: Shortcode
    wordings: Words


class Order(msgspec.Struct, forbid_unknown_fields=True):
    ids: Annotated[list[Id], msgspec.Meta(max_length=500)]
    team: bool = False


class Held(msgspec.Struct):
    """What is known; a field that is not named here has no value in this conversation."""

    values: dict[str, str]


def routes(replies: SavedReplies, values: Values) -> Sequence[HTTPRouteHandler]:
    return [*_using(replies, values), *_keeping(replies)]


def _using(replies: SavedReplies, values: Values) -> list[HTTPRouteHandler]:
    @get("/api/workspace/replies", opt=access(Access.AGENT))
    async def list_replies(request: Request[Any, Any, Any]) -> Replies:
        viewer = agent_of(request)
        found = await replies.of(viewer)
        return Replies([_view(reply) for reply in found], sorted(FIELDS), may_change(viewer, None))

    @get("/api/workspace/conversations/{conversation:str}/values", opt=access(Access.AGENT))
    async def list_values(
        request: Request[Any, Any, Any],
        conversation: FromPath[str],
        names: Annotated[str, QueryParameter(max_length=2_000)] = "",
        locale: Annotated[str, QueryParameter(max_length=20)] = "",
    ) -> Held:
        """``names``: field names, separated by commas."""
        asked = frozenset(names.split(",")) - {""}
        return Held({**await values.of(agent_of(request), ConversationId(conversation), asked, locale)})

    return [list_replies, list_values]


def _keeping(replies: SavedReplies) -> list[HTTPRouteHandler]:
    @post("/api/workspace/replies", opt=access(Access.AGENT))
    async def add_reply(request: Request[Any, Any, Any], data: JSONBody[NewReply]) -> ReplyView:
        viewer = agent_of(request)
        return _view(
            await replies.add(viewer, team=data.team, shortcode=data.shortcode, wordings=data.wordings)
        )

    @put("/api/workspace/replies/{reply:str}", opt=access(Access.AGENT))
    async def change_reply(
        request: Request[Any, Any, Any], reply: FromPath[str], data: JSONBody[ChangedReply]
    ) -> ReplyView:
        changed = await replies.change(
            agent_of(request),
            SavedReplyId(reply),
            version=data.version,
            shortcode=data.shortcode,
            wordings=data.wordings,
        )
        return _view(changed)

    @put("/api/workspace/replies", opt=access(Access.AGENT), status_code=204)
    async def order_replies(request: Request[Any, Any, Any], data: JSONBody[Order]) -> None:
        ids = [SavedReplyId(id) for id in data.ids]
        await replies.order(agent_of(request), team=data.team, ids=ids)

    @delete("/api/workspace/replies/{reply:str}", opt=access(Access.AGENT))
    async def remove_reply(request: Request[Any, Any, Any], reply: FromPath[str]) -> None:
        await replies.remove(agent_of(request), SavedReplyId(reply))

    return [add_reply, change_reply, order_replies, remove_reply]


def _view(reply: SavedReply) -> ReplyView:
    return ReplyView(reply.id, reply.agent is None, reply.shortcode, reply.version, {**reply.wordings})
