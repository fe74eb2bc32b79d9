"""What a model proposes to an agent: a draft, a summary, a translation. Never sent by itself."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.assistant.wording.ports import Worded
from walletdesk.assistant.wording.service import Aiding
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.platform.http import Access, access, agent_of

Locale = Literal["zh-CN", "en"]
MayAsk = Callable[[AgentId], Awaitable[None]]


class Proposed(msgspec.Struct):
    """``by``: the name of the model that wrote it. ``articles``: what a draft rests on."""

    text: str
    by: str
    articles: list["Rest"]
    cites: list[str]


class Rest(msgspec.Struct):
    id: str
    title: str
    url: str


class ModelView(msgspec.Struct):
    """``name`` is empty where no model is set up."""

    name: str


class InLanguage(msgspec.Struct, forbid_unknown_fields=True):
    locale: Locale


class OneMessage(msgspec.Struct, forbid_unknown_fields=True):
    seq: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    locale: Locale


def routes(aiding: Aiding, may_ask: MayAsk) -> Sequence[HTTPRouteHandler]:
    """``may_ask`` raises TooMany for an agent who asks too often."""

    @get("/api/workspace/model", opt=access(Access.AGENT))
    async def show_model(request: Request[Any, Any, Any]) -> ModelView:
        agent_of(request)
        return ModelView(aiding.model)

    @post(
        "/api/workspace/conversations/{conversation:str}/draft-reply",
        opt=access(Access.AGENT),
        status_code=200,
    )
    async def draft_reply(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[InLanguage]
    ) -> Proposed:
        viewer = agent_of(request)
        await may_ask(viewer.agent)
        return _proposed(await aiding.draft(viewer, ConversationId(conversation), data.locale))

    @post(
        "/api/workspace/conversations/{conversation:str}/summary", opt=access(Access.AGENT), status_code=200
    )
    async def sum_up(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[InLanguage]
    ) -> Proposed:
        viewer = agent_of(request)
        await may_ask(viewer.agent)
        return _proposed(await aiding.summary(viewer, ConversationId(conversation), data.locale))

    @post(
        "/api/workspace/conversations/{conversation:str}/translation",
        opt=access(Access.AGENT),
        status_code=200,
    )
    async def translate_message(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[OneMessage]
    ) -> Proposed:
        viewer = agent_of(request)
        await may_ask(viewer.agent)
        made = await aiding.translation(viewer, ConversationId(conversation), data.seq, data.locale)
        return _proposed(made)

    return [show_model, draft_reply, sum_up, translate_message]


def _proposed(made: Worded) -> Proposed:
    rests = [Rest(id=one.id, title=one.title, url=one.url) for one in made.articles]
    return Proposed(text=made.text, by=made.model, articles=rests, cites=list(made.cites))
