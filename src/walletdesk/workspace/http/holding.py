"""Messages that wait for a second person: hand one in, look, let it go or refuse it."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.automation import fields_in
from walletdesk.conversations import Author, Held, HeldState, Said, Speaker
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.platform.http import Access, access, agent_of, visit_of
from walletdesk.workspace.drafts import Draft, Mode
from walletdesk.workspace.http.acting import LONGEST_TEXT, ClientId, ObjectionView, objections_to
from walletdesk.workspace.http.needs import Needs
from walletdesk.workspace.wire import Named

TALK, HELD = "/api/workspace/conversations/{conversation:str}/held", "/api/workspace/held"


class HandIn(msgspec.Struct, forbid_unknown_fields=True):
    client_id: ClientId
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TEXT)]


class Decision(msgspec.Struct, forbid_unknown_fields=True):
    """``reason`` is kept with the decision; the contact never reads it."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class HeldView(msgspec.Struct):
    """``mine``: the viewer wrote it, so somebody else decides.

    ``author_left``: whoever wrote it no longer has the conversation, so it cannot go out.
    """

    id: str
    conversation: str
    by: Named
    text: str
    client_id: str
    at: int
    state: HeldState
    mine: bool
    author_left: bool
    decided_by: str | None
    reason: str
    objections: list[ObjectionView]


class HeldMessages(msgspec.Struct):
    items: list[HeldView]


def holding_routes(needs: Needs) -> Sequence[HTTPRouteHandler]:
    return [*_handing_in(needs), *_deciding(needs)]


def _handing_in(needs: Needs) -> list[HTTPRouteHandler]:
    @post(TALK, opt=access(Access.AGENT))
    async def hand_in(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[HandIn]
    ) -> HeldView:
        viewer, id = agent_of(request), ConversationId(conversation)
        await needs.reading.seen_by(viewer, id)
        text = data.text.strip()
        if not text or fields_in(text):
            raise Invalid("There is nothing in this message.", code="empty")
        author = Author(Speaker.AGENT, viewer.agent, needs.name_of(viewer.agent))
        held = await needs.holding.hold(id, author, Said(text=text, client_id=data.client_id))
        await needs.drafts.sent(Draft(conversation=id, agent=viewer.agent, mode=Mode.REPLY))
        return await _view(needs, request, held)

    @get(TALK, opt=access(Access.AGENT))
    async def list_held_of(request: Request[Any, Any, Any], conversation: FromPath[str]) -> HeldMessages:
        id = ConversationId(conversation)
        await needs.reading.seen_by(agent_of(request), id)
        return HeldMessages([await _view(needs, request, held) for held in await needs.holding.of(id)])

    @get(HELD, opt=access(Access.AGENT))
    async def list_held(request: Request[Any, Any, Any]) -> HeldMessages:
        """All that wait where the viewer may read, and what they wrote in a conversation that went on."""
        shown = await needs.holding.waiting(agent_of(request))
        return HeldMessages([await _view(needs, request, held) for held in shown])

    return [hand_in, list_held_of, list_held]


def _deciding(needs: Needs) -> list[HTTPRouteHandler]:
    @post(f"{HELD}/{{held:str}}/approve", opt=access(Access.AGENT), status_code=200)
    async def approve(
        request: Request[Any, Any, Any], held: FromPath[str], data: JSONBody[Decision]
    ) -> HeldView:
        viewer = await _seen(needs, request, held)
        return await _view(needs, request, await needs.holding.approve(viewer, held, reason=data.reason))

    @post(f"{HELD}/{{held:str}}/refuse", opt=access(Access.AGENT), status_code=200)
    async def refuse(
        request: Request[Any, Any, Any], held: FromPath[str], data: JSONBody[Decision]
    ) -> HeldView:
        viewer = await _seen(needs, request, held)
        return await _view(needs, request, await needs.holding.refuse(viewer, held, reason=data.reason))

    @post(f"{HELD}/{{held:str}}/withdraw", opt=access(Access.AGENT), status_code=200)
    async def withdraw(request: Request[Any, Any, Any], held: FromPath[str]) -> HeldView:
        """Also out of a conversation that its author may no longer read: the words are theirs."""
        return await _view(needs, request, await needs.holding.withdraw(agent_of(request), held))

    return [approve, refuse, withdraw]


async def _seen(needs: Needs, request: Request[Any, Any, Any], id: str) -> AgentViewer:
    """Whoever may not read the conversation knows of no message held in it."""
    viewer = agent_of(request)
    await needs.reading.seen_by(viewer, (await needs.holding.find(id)).conversation)
    return viewer


async def _view(needs: Needs, request: Request[Any, Any, Any], held: Held) -> HeldView:
    return HeldView(
        id=held.id,
        conversation=held.conversation,
        by=Named(held.agent, held.name),
        text=held.text,
        client_id=held.client_id,
        at=millis(held.at),
        state=held.state,
        mine=held.agent == agent_of(request).agent,
        author_left=held.author_left,
        decided_by=needs.name_of(held.decided_by) if held.decided_by else None,
        reason=held.reason,
        objections=await objections_to(needs, held.text, visit_of(request.scope).locale),
    )
