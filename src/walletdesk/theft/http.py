"""Theft mode over HTTP: for contacts to do, for agents to read. Pages without a script: help_center."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Final

import msgspec
from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.viewers import ContactViewer, Viewer
from walletdesk.platform.http import Access, access, agent_of, contact_of, visit_of
from walletdesk.platform.i18n import Locale, translate
from walletdesk.theft.model import Step
from walletdesk.theft.packing import Pack, Packing
from walletdesk.theft.report import report
from walletdesk.theft.service import Containing
from walletdesk.theft.showing import ContainmentView, shown, to_agents

OWN: Final = "/api/conversations/{conversation:str}/containment"
OF: Final = "/api/workspace/conversations/{conversation:str}/containment"
ZIP: Final = "application/zip"
README: Final = (
    "report.html is the page to read first.",
    "How to check this file",
    "1. Compute the SHA-256 of each file. It is the sha256 that manifest.json names for it; there is no "
    "other file.",
    "2. In conversation.json each item has a hash: the SHA-256 of the hash before it (64 zeros at first), a "
    "line end, and the item without its hash as JSON, names in order, no blanks, UTF-8.",
    "3. manifest.json is signed with Ed25519 by the key in by, which stands in our list of official "
    "channels: {home}/.well-known/wallet-support.json. What was signed is the line walletdesk registry 1 "
    "evidence, a line end, and manifest.json without its signature in canonical form (RFC 8785). Where "
    "there is no signature, this installation has no key yet.",
    "Nobody who asks for money or for your phrase to act on this file is from us.",
)
Anyone = Request[Any, Any, Any]


class Mark(msgspec.Struct, forbid_unknown_fields=True):
    step: Step
    done: bool = True


class Tell(msgspec.Struct, forbid_unknown_fields=True):
    """Any text with addresses in it; ``theirs``: of the other side. It may hold a secret, so no prints."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]
    theirs: bool = False

    def __repr__(self) -> str:
        return type(self).__name__


class Forget(msgspec.Struct, forbid_unknown_fields=True):
    address: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


Limited = Callable[[ContactId], Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theft:
    """``limited``: raises TooMany; each look asks chains of others."""

    containing: Containing
    packing: Packing
    limited: Limited
    home: str
    named: Callable[[Locale, str], str]


def routes(theft: Theft) -> list[HTTPRouteHandler]:
    return [*_reading(theft), *_doing(theft)]


def _reading(theft: Theft) -> list[HTTPRouteHandler]:
    @get(OWN, opt=access(Access.CONTACT))
    async def read_containment(request: Anyone, conversation: FromPath[str]) -> ContainmentView:
        return await _view(theft, contact_of(request), conversation, visit_of(request.scope).locale)

    @get(f"{OWN}/pack", opt=access(Access.CONTACT, answers=[ZIP]))
    async def take_pack(request: Anyone, conversation: FromPath[str]) -> Response[bytes]:
        viewer = contact_of(request)
        await theft.limited(viewer.contact)
        return await packed(theft, viewer, conversation, visit_of(request.scope).locale)

    @get(OF, opt=access(Access.AGENT))
    async def read_containment_as_agent(request: Anyone, conversation: FromPath[str]) -> ContainmentView:
        containment = await theft.containing.seen_by(agent_of(request), ConversationId(conversation))
        locale = visit_of(request.scope).locale
        return shown(containment, to_agents(partial(translate, locale)), partial(theft.named, locale))

    @get(f"{OF}/pack", opt=access(Access.AGENT, answers=[ZIP]))
    async def take_pack_as_agent(request: Anyone, conversation: FromPath[str]) -> Response[bytes]:
        return await packed(theft, agent_of(request), conversation, visit_of(request.scope).locale)

    return [read_containment, take_pack, read_containment_as_agent, take_pack_as_agent]


def _doing(theft: Theft) -> list[HTTPRouteHandler]:
    containing = theft.containing

    @post(f"{OWN}/steps", opt=access(Access.CONTACT), status_code=200)
    async def mark_step(
        request: Anyone, conversation: FromPath[str], data: JSONBody[Mark]
    ) -> ContainmentView:
        viewer = contact_of(request)
        await containing.mark(viewer, ConversationId(conversation), data.step, done=data.done)
        return await _view(theft, viewer, conversation, visit_of(request.scope).locale)

    @post(f"{OWN}/addresses", opt=access(Access.CONTACT), status_code=200)
    async def tell_address(
        request: Anyone, conversation: FromPath[str], data: JSONBody[Tell]
    ) -> ContainmentView:
        viewer, id = contact_of(request), ConversationId(conversation)
        await theft.limited(viewer.contact)
        await containing.tell(viewer, id, data.text, theirs=data.theirs)
        return await _view(theft, viewer, conversation, visit_of(request.scope).locale)

    @post(f"{OWN}/addresses/remove", opt=access(Access.CONTACT), status_code=200)
    async def forget_address(
        request: Anyone, conversation: FromPath[str], data: JSONBody[Forget]
    ) -> ContainmentView:
        viewer = contact_of(request)
        await containing.forget(viewer, ConversationId(conversation), data.address)
        return await _view(theft, viewer, conversation, visit_of(request.scope).locale)

    @post(f"{OWN}/look", opt=access(Access.CONTACT), status_code=200)
    async def look_again(request: Anyone, conversation: FromPath[str]) -> ContainmentView:
        viewer = contact_of(request)
        await theft.limited(viewer.contact)
        await containing.look_again(viewer, ConversationId(conversation))
        return await _view(theft, viewer, conversation, visit_of(request.scope).locale)

    return [mark_step, tell_address, forget_address, look_again]


async def _view(theft: Theft, viewer: ContactViewer, conversation: str, locale: Locale) -> ContainmentView:
    containment = await theft.containing.seen_by(viewer, ConversationId(conversation))
    return shown(containment, partial(translate, locale), partial(theft.named, locale))


async def packed(theft: Theft, viewer: Viewer, conversation: str, locale: Locale) -> Response[bytes]:
    pack = await made(theft, viewer, conversation, locale)
    headers = {
        "Content-Disposition": f'attachment; filename="{pack.name}"',
        "Cache-Control": "no-store",
    }
    return Response(pack.body, media_type=ZIP, headers=headers)


async def made(theft: Theft, viewer: Viewer, conversation: str, locale: Locale) -> Pack:
    readme = "\n\n".join(translate(locale, line, home=theft.home) for line in README) + "\n"
    page = partial(report, locale, partial(translate, locale), partial(theft.named, locale))
    return await theft.packing.packed(viewer, ConversationId(conversation), readme=readme, report=page)
