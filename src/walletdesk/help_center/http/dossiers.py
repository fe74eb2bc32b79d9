"""A transaction dossier as a page: to be read, printed and taken along. No script is needed.

The contact comes with the cookie of the portal's pages, or from the widget by an address that is good for a
minute; an agent with their session. A stranger and a wrong id get the same answer.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from walletdesk.help_center.http.center import HTML, PRIVATE, PUBLIC_PAGE, UNTOLD, Anyone, HelpCenter, go_to
from walletdesk.help_center.http.portal import kept, pass_of
from walletdesk.help_center.ports import BriefEntrance, Dossiers, Pass, SignedCopies
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import Viewer
from walletdesk.platform.http import Access, Face, access, agent_of, contact_of, visit_of
from walletdesk.platform.i18n import LOCALES

OWN = "/portal/{conversation:str}/dossiers/{dossier:str}"
OF_AGENTS = "/workspace/conversations/{conversation:str}/dossiers/{dossier:str}"


class Opens(msgspec.Struct):
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPages:
    help_center: HelpCenter
    entrance: BriefEntrance
    dossiers: Dossiers
    copies: SignedCopies


def dossier_routes(pages: DossierPages) -> list[HTTPRouteHandler]:
    return [*_for_contacts(pages), _from_widget(pages), _for_agents(pages)]


def _for_contacts(pages: DossierPages) -> list[HTTPRouteHandler]:
    @get(OWN, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def read_own_dossier(
        request: Anyone,
        conversation: FromPath[str],
        dossier: FromPath[str],
        t: Annotated[str, QueryParameter(max_length=300)] = "",
    ) -> Response[Any]:
        locale, path = visit_of(request.scope).locale, f"/portal/{conversation}/dossiers/{dossier}"
        found = pages.entrance.by_token(t) if t else pass_of(pages.entrance, request)
        if found is None:
            return pages.help_center.missing(locale)
        if t:
            return _let_in(found, f"{path}?locale={locale}")
        try:
            answer = await _page(pages, request, found.viewer, (conversation, dossier), path)
        except NotFound:
            return pages.help_center.missing(locale)
        return kept(answer, found)

    @get(OWN + "/copy", opt=PUBLIC_PAGE, include_in_schema=False)
    async def download_own_dossier(
        request: Anyone, conversation: FromPath[str], dossier: FromPath[str]
    ) -> Response[Any]:
        found = pass_of(pages.entrance, request)
        if found is None:
            return pages.help_center.missing(visit_of(request.scope).locale)
        try:
            name, text = await pages.copies.made(found.viewer, ConversationId(conversation), dossier)
        except NotFound:
            return pages.help_center.missing(visit_of(request.scope).locale)
        headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
        return Response(text.encode(), media_type="application/json", headers=headers)

    return [read_own_dossier, download_own_dossier]


def _let_in(found: Pass, path: str) -> Response[Any]:
    answer = go_to(path)
    answer.headers.update(UNTOLD)  # the token must not travel on
    return kept(answer, found)


def _from_widget(pages: DossierPages) -> HTTPRouteHandler:
    @post(OWN + "/open", opt=access(Access.CONTACT, face=Face.PAGES), status_code=200)
    async def open_own_dossier(request: Anyone, conversation: FromPath[str], dossier: FromPath[str]) -> Opens:
        """In a frame of somebody else's site no cookie of ours is kept: its own tab gets in by an address."""
        viewer, locale = contact_of(request), visit_of(request.scope).locale
        await pages.dossiers.one(viewer, ConversationId(conversation), dossier, locale)
        bearer = request.headers.get("authorization", "").partition(" ")[2].strip()
        token = pages.entrance.briefly(viewer, bearer)
        if token is None:
            raise NotFound
        return Opens(f"/portal/{conversation}/dossiers/{dossier}?locale={locale}&t={token}")

    return open_own_dossier


def _for_agents(pages: DossierPages) -> HTTPRouteHandler:
    @get(OF_AGENTS, opt=access(Access.AGENT, face=Face.PAGES), media_type=HTML, include_in_schema=False)
    async def print_dossier(
        request: Anyone, conversation: FromPath[str], dossier: FromPath[str]
    ) -> Response[Any]:
        path = f"/workspace/conversations/{conversation}/dossiers/{dossier}"
        return await _page(pages, request, agent_of(request), (conversation, dossier), path)

    return print_dossier


async def _page(
    pages: DossierPages, request: Anyone, viewer: Viewer, which: tuple[str, str], path: str
) -> Response[Any]:
    locale, conversation, id = visit_of(request.scope).locale, ConversationId(which[0]), which[1]
    of = await pages.dossiers.one(viewer, conversation, id, locale)
    _, copy = await pages.copies.made(viewer, conversation, id)
    record = json.loads(copy)
    values = {
        "of": of,
        "lines": list(zip(record["entries"], record["chain"], strict=True)),
        "signature": record["signature"],
        "made_at": record["made_at"],
        "copy": f"{path}/copy" if path.startswith("/portal/") else of.json_url,
        "back": f"/portal/{conversation}" if path.startswith("/portal/") else f"/workspace#{conversation}",
        "at": lambda ms: datetime.fromtimestamp(ms / 1000, UTC),
        "alternates": [(each, f"{path}?locale={each}") for each in LOCALES],
    }
    return pages.help_center.answer("dossier", locale, path, values, PRIVATE)
