"""Doing: replies and notes, drafts, taking, giving on, ending."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

import msgspec
from litestar import Request, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody
from litestar.response import Response

from walletdesk.automation import fields_in
from walletdesk.conversations import Ask, Author, Form, Said, Speaker
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.platform.http import Access, access, agent_of, visit_of
from walletdesk.platform.i18n import Locale
from walletdesk.workspace.drafts import Draft, Mode
from walletdesk.workspace.http.mentions import mentioned
from walletdesk.workspace.http.needs import Id, Needs, Stored
from walletdesk.workspace.wire import AgentHead

LONGEST_TEXT = 10_000

ClientId = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_\-]+$")]
Text = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
Number = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class AskFor(msgspec.Struct, forbid_unknown_fields=True):
    """Asks for one thing; the contact gets a field for it."""

    kind: Ask
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class Write(msgspec.Struct, forbid_unknown_fields=True):
    """``seen_seq``: the last item on the screen; with ``confirm`` it goes out even over a newer one."""

    client_id: ClientId
    text: Text
    mode: Mode = Mode.REPLY
    attachments: Annotated[list[Id], msgspec.Meta(max_length=10)] = []
    form: AskFor | None = None  # with a reply; a note asks nobody
    seen_seq: Number | None = None
    confirm: bool = False


class SaveDraft(msgspec.Struct, forbid_unknown_fields=True):
    version: Number
    text: Text


class ObjectionView(msgspec.Struct):
    """``start`` and ``end`` count code points. ``may_pass``: a second person may let it go."""

    rule: str
    start: int
    end: int
    why: str
    instead: str
    may_pass: bool


class Saved(msgspec.Struct):
    """``objections``: what speaks against sending this draft of a reply as it is."""

    version: int
    objections: list[ObjectionView] = []


class ReadUpTo(msgspec.Struct, forbid_unknown_fields=True):
    seq: Number


class PassedOn(msgspec.Struct):
    """``to_another``: somebody else has it or is asked; else it waits for whoever is free next."""

    to_another: bool


class Transfer(msgspec.Struct, forbid_unknown_fields=True):
    """To one of the two."""

    agent: Id | None = None
    team: Id | None = None


def acting_routes(needs: Needs) -> Sequence[HTTPRouteHandler]:
    return [*_writing(needs), *_having(needs), *_ending(needs)]


def _writing(needs: Needs) -> list[HTTPRouteHandler]:
    @post("/api/workspace/conversations/{conversation:str}/messages", opt=access(Access.AGENT))
    async def write(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[Write]
    ) -> Stored:
        viewer, id = agent_of(request), ConversationId(conversation)
        talk = await needs.reading.seen_by(viewer, id)
        files = await needs.attaching.ready(id, data.attachments)
        said = Said(text=data.text.strip(), client_id=data.client_id, attachments=files)
        if not said.text and not files:
            raise Invalid("There is nothing in this message.", code="empty")
        author = Author(Speaker.AGENT, viewer.agent, needs.name_of(viewer.agent))
        if data.mode is Mode.NOTE:
            named = await mentioned(needs, talk, viewer.agent, said.text)
            receipt = await needs.conversing.note(id, author, replace(said, mentions=named))
        else:
            _refuse_open_fields(said.text)
            seen_seq = None if data.confirm else data.seen_seq
            asking = replace(said, form=_form(data.form))
            receipt = await needs.conversing.answer(id, author, asking, seen_seq=seen_seq, in_turn=True)
        await needs.drafts.sent(Draft(conversation=id, agent=viewer.agent, mode=data.mode))
        return Stored(receipt.seq, millis(receipt.at))

    @put("/api/workspace/conversations/{conversation:str}/drafts/{mode:str}", opt=access(Access.AGENT))
    async def save_draft(
        request: Request[Any, Any, Any],
        conversation: FromPath[str],
        mode: FromPath[str],
        data: JSONBody[SaveDraft],
    ) -> Saved:
        viewer, id = agent_of(request), ConversationId(conversation)
        await needs.reading.seen_by(viewer, id)
        draft = Draft(
            conversation=id, agent=viewer.agent, mode=_mode(mode), version=data.version, text=data.text
        )
        version = await needs.drafts.save(draft)
        if draft.mode is Mode.NOTE:
            return Saved(version)
        return Saved(version, await objections_to(needs, draft.text, visit_of(request.scope).locale))

    @post("/api/workspace/conversations/{conversation:str}/read", opt=access(Access.AGENT), status_code=204)
    async def read_conversation(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[ReadUpTo]
    ) -> None:
        viewer, id = agent_of(request), ConversationId(conversation)
        seen = await needs.reading.seen_by(viewer, id)
        if seen.assignee == viewer.agent:  # only the eyes of the one who answers count as read
            await needs.conversing.read_by_agent(id, data.seq)

    return [write, save_draft, read_conversation]


def _having(needs: Needs) -> list[HTTPRouteHandler]:
    @post("/api/workspace/conversations/{conversation:str}/accept", opt=access(Access.AGENT), status_code=200)
    async def accept(request: Request[Any, Any, Any], conversation: FromPath[str]) -> AgentHead:
        viewer, id = agent_of(request), ConversationId(conversation)
        await needs.reading.seen_by(viewer, id)
        await needs.routing.accept(viewer.agent, id)
        return await _head(needs, viewer, id)

    @post(
        "/api/workspace/conversations/{conversation:str}/decline", opt=access(Access.AGENT), status_code=200
    )
    async def decline(request: Request[Any, Any, Any], conversation: FromPath[str]) -> PassedOn:
        viewer, id = agent_of(request), ConversationId(conversation)
        await needs.reading.seen_by(viewer, id)
        return PassedOn(to_another=await needs.routing.decline(viewer.agent, id))

    @post("/api/workspace/take", opt=access(Access.AGENT), status_code=200)
    async def take_oldest(request: Request[Any, Any, Any]) -> Response[AgentHead | None]:
        viewer = agent_of(request)
        taken = await needs.routing.take_oldest(viewer.agent)
        if taken is None:
            return Response(None, status_code=204)
        return Response(await _head(needs, viewer, taken))

    @post(
        "/api/workspace/conversations/{conversation:str}/transfer", opt=access(Access.AGENT), status_code=204
    )
    async def transfer(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[Transfer]
    ) -> None:
        viewer, id = agent_of(request), ConversationId(conversation)
        await needs.reading.seen_by(viewer, id)
        if (data.agent is None) == (data.team is None):
            raise Invalid("Choose one agent or one team.", code="one_of_two")
        agent = AgentId(data.agent) if data.agent else None
        team = TeamId(data.team) if data.team else None
        await needs.routing.transfer(id, to_agent=agent, to_team=team, by=viewer.agent)

    return [accept, decline, take_oldest, transfer]


def _ending(needs: Needs) -> list[HTTPRouteHandler]:
    @post(
        "/api/workspace/conversations/{conversation:str}/resolve", opt=access(Access.AGENT), status_code=200
    )
    async def resolve(request: Request[Any, Any, Any], conversation: FromPath[str]) -> AgentHead:
        viewer, id = agent_of(request), ConversationId(conversation)
        await needs.reading.seen_by(viewer, id)
        await needs.conversing.resolve(id, by=Speaker.AGENT)
        return await _head(needs, viewer, id)

    @post("/api/workspace/conversations/{conversation:str}/reopen", opt=access(Access.AGENT), status_code=200)
    async def reopen(request: Request[Any, Any, Any], conversation: FromPath[str]) -> AgentHead:
        viewer, id = agent_of(request), ConversationId(conversation)
        await needs.reading.seen_by(viewer, id)
        await needs.conversing.reopen(id)
        return await _head(needs, viewer, id)

    return [resolve, reopen]


async def _head(needs: Needs, viewer: AgentViewer, id: ConversationId) -> AgentHead:
    return await needs.heads.one(await needs.reading.seen_by(viewer, id))


async def objections_to(needs: Needs, text: str, locale: Locale) -> list[ObjectionView]:
    return [
        ObjectionView(one.rule, one.start, one.end, one.why[locale], one.instead[locale], one.may_pass)
        for one in await needs.outgoing.objections(text)
    ]


def _form(asked: AskFor | None) -> Form | None:
    return Form(kind=asked.kind, name=asked.name) if asked else None


def _refuse_open_fields(text: str) -> None:
    """A saved reply whose field has no value must not reach a contact as it stands."""
    if unfilled := fields_in(text):
        names = ", ".join(f"{{{name}}}" for name in unfilled)
        raise Invalid("Fill this in before you send: {fields}", code="open_fields", fields=names)


def _mode(mode: str) -> Mode:
    try:
        return Mode(mode)
    except ValueError:
        raise Invalid("A draft is a reply or a note.", code="bad_mode") from None
