"""Mentions: who can be mentioned here, what an agent was mentioned in, and that they have read it."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from walletdesk.conversations import Conversation, Mentioned, may_read, mentioned_in
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Conflict, Invalid
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.platform.http import Access, access, agent_of
from walletdesk.workspace.http.needs import Needs
from walletdesk.workspace.wire import AgentHead, mention_read_body


class MentionView(msgspec.Struct):
    """The latest one in its conversation; ``text`` is the beginning of the note."""

    head: AgentHead
    seq: int
    at: int
    by: str
    text: str
    unread: bool


class Mentions(msgspec.Struct):
    """``unread``: conversations with one. ``next``: the cursor of the following page; null at the end."""

    items: list[MentionView]
    unread: int
    next: str | None


class ColleagueView(msgspec.Struct):
    """``may_read`` false: whoever mentions them in this conversation is refused."""

    id: str
    name: str
    state: str
    may_read: bool


class Colleagues(msgspec.Struct):
    items: list[ColleagueView]


class ReadMention(msgspec.Struct, forbid_unknown_fields=True):
    seq: Annotated[int, msgspec.Meta(ge=0, le=2**53)]


def mention_routes(needs: Needs) -> Sequence[HTTPRouteHandler]:
    @get("/api/workspace/mentions", opt=access(Access.AGENT))
    async def list_mentions(
        request: Request[Any, Any, Any],
        cursor: Annotated[str, QueryParameter(max_length=64)] = "",
        limit: Annotated[int, QueryParameter(ge=1, le=100)] = 50,
    ) -> Mentions:
        viewer = agent_of(request)
        found = await needs.mentioning.list(viewer, cursor=_seen(cursor), most=limit)
        heads = await needs.heads.of([one.conversation for one in found])
        shown = [
            MentionView(head, one.seq, millis(one.at), one.by, one.text, one.unread)
            for head, one in zip(heads, found, strict=True)
        ]
        following = f"{shown[-1].at}.{shown[-1].head.id}" if len(found) == limit else None
        return Mentions(shown, await needs.mentioning.unread(viewer), following)

    @get("/api/workspace/conversations/{conversation:str}/colleagues", opt=access(Access.AGENT))
    async def list_colleagues(request: Request[Any, Any, Any], conversation: FromPath[str]) -> Colleagues:
        viewer = agent_of(request)
        talk = await needs.reading.seen_by(viewer, ConversationId(conversation))
        others = [one for one in await needs.colleagues() if one.viewer.agent != viewer.agent]
        return Colleagues(
            [ColleagueView(o.viewer.agent, o.name, o.state, may_read(o.viewer, talk)) for o in others]
        )

    @post(
        "/api/workspace/conversations/{conversation:str}/mention-read",
        opt=access(Access.AGENT),
        status_code=204,
    )
    async def read_mention(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[ReadMention]
    ) -> None:
        viewer, id = agent_of(request), ConversationId(conversation)
        await needs.reading.seen_by(viewer, id)
        if await needs.mentioning.read(viewer.agent, id, data.seq):
            needs.tell([viewer.agent], mention_read_body(id))

    return [list_mentions, list_colleagues, read_mention]


async def mentioned(needs: Needs, talk: Conversation, author: AgentId, text: str) -> tuple[Mentioned, ...]:
    """Whom a note mentions. Refused if one of them may not read it: they would learn that there is one."""
    if "@" not in text and "\uff20" not in text:
        return ()
    others = {c.viewer.agent: c for c in await needs.colleagues() if c.viewer.agent != author}
    named = mentioned_in(text, {id: colleague.name for id, colleague in others.items()})
    if barred := [one.name for one in named if not may_read(others[one.id].viewer, talk)]:
        raise Conflict(
            "They cannot read this conversation: {names}. Remove the mention, or transfer it first.",
            code="cannot_read",
            names=", ".join(barred),
        )
    return named


def _seen(cursor: str) -> tuple[int, str] | None:
    if not cursor:
        return None
    at, _, id = cursor.partition(".")
    if not (at.isdecimal() and at.isascii() and len(at) <= 15 and id):
        raise Invalid("This page cannot be found.", code="bad_cursor")
    return int(at), id
