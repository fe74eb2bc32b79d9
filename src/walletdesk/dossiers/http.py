"""Dossiers for the contact of a conversation and for agents: the same view, in the reader's language."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.dossiers.model import HIGHEST_NONCE, DossierView, Told, Why
from walletdesk.dossiers.service import Exporting, Holding, Opening, Showing
from walletdesk.kernel.errors import SecretStopped
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.viewers import Viewer
from walletdesk.platform.http import Access, access, agent_of, contact_of, visit_of

CONTACTS = "/api/conversations/{conversation:str}/dossiers"
AGENTS = "/api/workspace/conversations/{conversation:str}/dossiers"
ONE = "/{dossier:str}"

Asked = Request[Any, Any, Any]
Word = Annotated[str, msgspec.Meta(max_length=40)]
Address = Annotated[str, msgspec.Meta(max_length=200)]
Number = Annotated[int, msgspec.Meta(ge=0, le=HIGHEST_NONCE)]


class TellMeant(msgspec.Struct, forbid_unknown_fields=True):
    """``chain``: the network it was to go by; ``meant``: the address to be paid. Either may be empty."""

    chain: Word = ""
    meant: Address = ""


class TellMore(TellMeant, forbid_unknown_fields=True):
    """What is known beside the id. ``nonce``: the transaction's number; ``last_block``: Solana's limit.

    ``take_back``: what was told by mistake. What stood in the log of the dossier goes on standing there.
    """

    take_back: Annotated[list[Literal["chain", "meant"]], msgspec.Meta(max_length=2)] = []
    sender: Address = ""
    nonce: Number | None = None
    last_block: Number | None = None


class HoldIt(msgspec.Struct, forbid_unknown_fields=True):
    """``why``: None where it is not held any more."""

    why: Why | None


class OpenDossier(TellMore, forbid_unknown_fields=True):
    """``text``: an id or a link, or a text with up to three."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)] = ""


class Dossiers(msgspec.Struct):
    dossiers: list[DossierView]


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """``may_look``: raises TooMany for whoever asks the chains too often."""

    opening: Opening
    holding: Holding
    showing: Showing
    exporting: Exporting
    may_look: Callable[[ContactId], Awaitable[None]]
    holds_secret: Callable[[str], bool]


def routes(needs: Needs) -> Sequence[HTTPRouteHandler]:
    """Each parses, asks who it is, calls, renders."""
    return [*_for_contacts(needs), *_for_agents(needs)]


def _for_contacts(needs: Needs) -> list[HTTPRouteHandler]:
    @get(CONTACTS, opt=access(Access.CONTACT))
    async def list_own_dossiers(request: Asked, conversation: FromPath[str]) -> Dossiers:
        return await _every(needs, contact_of(request), conversation, request)

    @get(CONTACTS + ONE, opt=access(Access.CONTACT))
    async def read_own_dossier(
        request: Asked, conversation: FromPath[str], dossier: FromPath[str]
    ) -> DossierView:
        return await _one(needs, contact_of(request), conversation, dossier, request)

    @post(CONTACTS + ONE, opt=access(Access.CONTACT), status_code=200)
    async def tell_own_dossier(
        request: Asked, conversation: FromPath[str], dossier: FromPath[str], data: JSONBody[TellMeant]
    ) -> DossierView:
        """Whom they wanted to pay, and on which network."""
        viewer, id = contact_of(request), ConversationId(conversation)
        told = _meant(needs, data)
        await needs.may_look(viewer.contact)
        await needs.opening.tell(viewer, id, dossier, told)
        return await _one(needs, viewer, conversation, dossier, request)

    @post(CONTACTS + ONE + "/check", opt=access(Access.CONTACT), status_code=200)
    async def check_own_dossier(
        request: Asked, conversation: FromPath[str], dossier: FromPath[str]
    ) -> DossierView:
        """Look it up again now."""
        viewer = contact_of(request)
        await needs.may_look(viewer.contact)
        await needs.opening.look_again(viewer, ConversationId(conversation), dossier)
        return await _one(needs, viewer, conversation, dossier, request)

    @get(CONTACTS + ONE + "/export.json", opt=access(Access.CONTACT))
    async def export_own_dossier(
        request: Asked, conversation: FromPath[str], dossier: FromPath[str]
    ) -> Response[bytes]:
        return await _exported(needs, contact_of(request), conversation, dossier)

    return [list_own_dossiers, read_own_dossier, tell_own_dossier, check_own_dossier, export_own_dossier]


def _for_agents(needs: Needs) -> list[HTTPRouteHandler]:
    @get(AGENTS, opt=access(Access.AGENT))
    async def list_dossiers(request: Asked, conversation: FromPath[str]) -> Dossiers:
        return await _every(needs, agent_of(request), conversation, request)

    @get(AGENTS + ONE, opt=access(Access.AGENT))
    async def read_dossier(
        request: Asked, conversation: FromPath[str], dossier: FromPath[str]
    ) -> DossierView:
        return await _one(needs, agent_of(request), conversation, dossier, request)

    @get(AGENTS + ONE + "/export.json", opt=access(Access.AGENT))
    async def export_dossier(
        request: Asked, conversation: FromPath[str], dossier: FromPath[str]
    ) -> Response[bytes]:
        return await _exported(needs, agent_of(request), conversation, dossier)

    return [list_dossiers, read_dossier, export_dossier, *_by_agents(needs)]


def _by_agents(needs: Needs) -> list[HTTPRouteHandler]:
    @post(AGENTS, opt=access(Access.AGENT))
    async def open_dossier(
        request: Asked, conversation: FromPath[str], data: JSONBody[OpenDossier]
    ) -> Dossiers:
        viewer, id, told = agent_of(request), ConversationId(conversation), _told(needs, data, data.text)
        opened = await needs.opening.open(viewer, id, data.text, told)
        locale = visit_of(request.scope).locale
        return Dossiers([await needs.showing.one(viewer, id, one.id, locale) for one in opened])

    @post(AGENTS + ONE, opt=access(Access.AGENT), status_code=200)
    async def tell_more(
        request: Asked, conversation: FromPath[str], dossier: FromPath[str], data: JSONBody[TellMore]
    ) -> DossierView:
        viewer, id = agent_of(request), ConversationId(conversation)
        await needs.opening.tell(viewer, id, dossier, _told(needs, data))
        return await _one(needs, viewer, conversation, dossier, request)

    @post(AGENTS + ONE + "/check", opt=access(Access.AGENT), status_code=200)
    async def check_dossier(
        request: Asked, conversation: FromPath[str], dossier: FromPath[str]
    ) -> DossierView:
        """Look it up again now."""
        viewer = agent_of(request)
        await needs.opening.look_again(viewer, ConversationId(conversation), dossier)
        return await _one(needs, viewer, conversation, dossier, request)

    @post(AGENTS + ONE + "/hold", opt=access(Access.AGENT), status_code=200)
    async def hold_dossier(
        request: Asked, conversation: FromPath[str], dossier: FromPath[str], data: JSONBody[HoldIt]
    ) -> DossierView:
        """For the desks for funds and risk, where there are withdrawals: that one is held, or no longer."""
        viewer, id = agent_of(request), ConversationId(conversation)
        if data.why is None:
            await needs.holding.let_go(viewer, id, dossier)
        else:
            await needs.holding.hold(viewer, id, dossier, data.why)
        return await _one(needs, viewer, conversation, dossier, request)

    return [open_dossier, tell_more, check_dossier, hold_dossier]


def _told(needs: Needs, data: TellMore, text: str = "") -> Told:
    """Raises SecretStopped before anything of it is looked at further."""
    if any(needs.holds_secret(given) for given in (text, data.sender)):
        raise SecretStopped
    meant = _meant(needs, data)
    return replace(
        meant,
        sender=data.sender,
        nonce=data.nonce,
        last_block=data.last_block,
        back=tuple(data.take_back),
    )


def _meant(needs: Needs, data: TellMeant) -> Told:
    """Raises SecretStopped before anything of it is looked at further."""
    if any(needs.holds_secret(given) for given in (data.chain, data.meant)):
        raise SecretStopped
    return Told(chain=data.chain, meant=data.meant)


async def _every(needs: Needs, viewer: Viewer, conversation: str, request: Asked) -> Dossiers:
    locale = visit_of(request.scope).locale
    return Dossiers([*await needs.showing.every(viewer, ConversationId(conversation), locale)])


async def _one(needs: Needs, viewer: Viewer, conversation: str, dossier: str, request: Asked) -> DossierView:
    locale = visit_of(request.scope).locale
    return await needs.showing.one(viewer, ConversationId(conversation), dossier, locale)


async def _exported(needs: Needs, viewer: Viewer, conversation: str, dossier: str) -> Response[bytes]:
    name, text = await needs.exporting.made(viewer, ConversationId(conversation), dossier)
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(text.encode(), media_type="application/json", headers=headers)
