"""Looking: lists, counts, one conversation, its items, its transcript; the live line by long poll."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Response

from walletdesk.conversations import (
    Conversation,
    InLine,
    Listing,
    Page,
    Priority,
    Status,
    for_agent,
    may_read,
)
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.platform.http import Access, access, agent_of
from walletdesk.workspace.heads import Counts
from walletdesk.workspace.http.needs import (
    DraftView,
    Frames,
    Hits,
    HitView,
    Items,
    ListedHeads,
    Needs,
    OpenConversation,
)
from walletdesk.workspace.wire import Named

MOST_ITEMS = 100
Group = Literal["offers", "queue", "mine", "all", "resolved"]
Limit = Annotated[int, QueryParameter(ge=1, le=MOST_ITEMS)]
Number = Annotated[int | None, QueryParameter(ge=0, le=2**53)]


def reading_routes(needs: Needs) -> Sequence[HTTPRouteHandler]:
    return [*_lists(needs), *_one(needs)]


def _lists(needs: Needs) -> list[HTTPRouteHandler]:
    @get("/api/workspace/conversations", opt=access(Access.AGENT))
    async def list_conversations(
        request: Request[Any, Any, Any],
        group: FromQuery[Group] = "mine",
        cursor: Annotated[str, QueryParameter(max_length=64)] = "",
        limit: Limit = 50,
    ) -> ListedHeads:
        viewer = agent_of(request)
        found: Sequence[Conversation]
        if group == "offers":  # as few as somebody can be asked at once
            found, after = await _offered(needs, viewer), None
        elif group == "queue":
            found = await needs.reading.in_line(_line(viewer, cursor, limit))
            after = _place(found[-1]) if len(found) == limit else None
        else:
            found = await needs.reading.list(_listing(viewer, group, _seen(cursor), limit))
            after = _cursor(found[-1]) if len(found) == limit else None
        looked_at: dict[str, list[Named]] = {one.id: needs.presence.viewers(one.id) for one in found}
        viewers = {id: named for id, named in looked_at.items() if named}
        return ListedHeads(await needs.heads.of(found), after, viewers)

    @get("/api/workspace/counts", opt=access(Access.AGENT))
    async def count_conversations(request: Request[Any, Any, Any]) -> Counts:
        return await needs.heads.counts(agent_of(request))

    @get("/api/feed/workspace", opt=access(Access.AGENT))
    async def poll_feed(
        request: Request[Any, Any, Any],
        epoch: Annotated[str, QueryParameter(max_length=32)] = "",
        n: Annotated[int, QueryParameter(ge=0, le=2**53)] = 0,
    ) -> Frames:
        polled = await needs.poll(agent_of(request), epoch, n)
        return Frames(polled.epoch, polled.n, [msgspec.Raw(frame.encode()) for frame in polled.frames])

    @get("/api/workspace/search", opt=access(Access.AGENT))
    async def search_messages(
        request: Request[Any, Any, Any],
        q: Annotated[str, QueryParameter(min_length=1, max_length=200)],
        before: Number = None,
        limit: Limit = 50,
    ) -> Hits:
        hits = await needs.searching.search(agent_of(request), q, before=before, most=limit)
        heads = await needs.heads.of([hit.conversation for hit in hits])
        shown = [
            HitView(head.id, hit.seq, millis(hit.at), hit.text, Named(head.contact.id, head.contact.name))
            for hit, head in zip(hits, heads, strict=True)
        ]
        return Hits(shown, hits[-1].number if len(hits) == limit else None)

    return [list_conversations, count_conversations, poll_feed, search_messages]


def _one(needs: Needs) -> list[HTTPRouteHandler]:
    @get("/api/workspace/conversations/{conversation:str}", opt=access(Access.AGENT))
    async def open_conversation(
        request: Request[Any, Any, Any], conversation: FromPath[str]
    ) -> OpenConversation:
        viewer, id = agent_of(request), ConversationId(conversation)
        picture = await needs.reading.picture(viewer, id)
        drafts = await needs.drafts_of(id, viewer.agent)
        return OpenConversation(
            await needs.heads.one(picture.conversation),
            [for_agent(item) for item in picture.items],
            picture.earlier,
            {draft.mode.value: DraftView(draft.version, draft.text) for draft in drafts},
            needs.presence.viewers(id),
        )

    @get("/api/workspace/conversations/{conversation:str}/items", opt=access(Access.AGENT))
    async def list_items(
        request: Request[Any, Any, Any],
        conversation: FromPath[str],
        after: Number = None,
        before: Number = None,
        limit: Limit = 50,
    ) -> Items:
        upwards = 0 if after is None and before is None else after
        page = Page(after=upwards, before=before, most=limit + 1, public=False)
        items = await needs.reading.items(agent_of(request), ConversationId(conversation), page)
        kept = items[:limit] if page.after is not None else items[-limit:]
        return Items([for_agent(item) for item in kept], len(items) > limit)

    @get(
        "/api/workspace/conversations/{conversation:str}/transcript",
        opt=access(Access.AGENT, answers=["text/html", "application/json", "text/plain"]),
    )
    async def download_transcript(
        request: Request[Any, Any, Any],
        conversation: FromPath[str],
        format: Annotated[str, QueryParameter(pattern="^(html|json|text)$")] = "html",
    ) -> Response[bytes]:
        made = await needs.transcripts.made(agent_of(request), ConversationId(conversation), format)
        headers = {"Content-Disposition": f'attachment; filename="{made.name}"', "Cache-Control": "no-store"}
        return Response(made.body, media_type=made.type, headers=headers)

    return [open_conversation, list_items, download_transcript]


async def _offered(needs: Needs, viewer: AgentViewer) -> list[Conversation]:
    asked = [await needs.reading.find(id) for id in await needs.offers.offered_to(viewer.agent)]
    return [one for one in asked if one and may_read(viewer, one)]


def _listing(viewer: AgentViewer, group: Group, cursor: tuple[int, str] | None, limit: int) -> Listing:
    teams = None if viewer.at_least(Role.LEAD) else viewer.teams
    if group == "mine":
        return Listing(status=Status.WITH_AGENT, assignee=viewer.agent, cursor=cursor, most=limit)
    if group == "resolved":
        return Listing(status=Status.RESOLVED, teams=teams, me=viewer.agent, cursor=cursor, most=limit)
    return Listing(active=True, teams=teams, me=viewer.agent, cursor=cursor, most=limit)


def _line(viewer: AgentViewer, cursor: str, limit: int) -> InLine:
    teams = None if viewer.at_least(Role.LEAD) else viewer.teams
    return InLine(teams=teams, me=viewer.agent, cursor=_seen_place(cursor), most=limit)


URGENCY = {Priority.SECURITY: 0, Priority.HIGH: 1, Priority.NORMAL: 2}


def _place(last: Conversation) -> str:
    since = 0 if last.waiting_since is None else millis(last.waiting_since)
    return f"{URGENCY[last.priority]}.{since}.{last.id}"


def _seen_place(cursor: str) -> tuple[int, int, str] | None:
    if not cursor:
        return None
    urgency, _, rest = cursor.partition(".")
    if urgency not in {"0", "1", "2"}:
        raise Invalid("This page cannot be found.", code="bad_cursor")
    found = _seen(rest)
    return (int(urgency), *found) if found else None


def _cursor(last: Conversation) -> str:
    return f"{millis(last.last_at)}.{last.id}"


def _seen(cursor: str) -> tuple[int, str] | None:
    if not cursor:
        return None
    at, _, id = cursor.partition(".")
    if not (at.isdecimal() and len(at) <= 15 and id):
        raise Invalid("This page cannot be found.", code="bad_cursor")
    return int(at), id
