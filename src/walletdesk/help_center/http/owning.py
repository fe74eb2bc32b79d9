"""Proving that an address is theirs, as pages: the exact text, a field for its signature. No script needed.

Who comes without a session reads what it is and how to get in; nobody sees anything of anybody else.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, URLEncodedBody

from walletdesk.help_center.http.center import (
    HTML,
    PUBLIC_FORM,
    PUBLIC_PAGE,
    Anyone,
    go_to,
)
from walletdesk.help_center.http.portal import OwnPage, kept, pass_of
from walletdesk.help_center.ports import Pass
from walletdesk.kernel.errors import MayBeSecret, NotFound, Refused, SecretStopped
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.http import answer_to, visit_of
from walletdesk.verification import Owning

OWNERSHIP: Final = "/ownership"
OF_ONE: Final = "/portal/{conversation:str}/ownership"
NAMES: Final = {"evm": "EVM", "tron": "TRON", "solana": "Solana"}


Act = Callable[[Pass, ConversationId], Awaitable[None]]


class Chosen(msgspec.Struct):
    """It may hold a secret, so it never prints itself."""

    address: Annotated[str, msgspec.Meta(max_length=400)] = ""

    def __repr__(self) -> str:
        return type(self).__name__


class Signed(msgspec.Struct):
    """It may hold a secret, so it never prints itself."""

    signature: Annotated[str, msgspec.Meta(max_length=2_000)] = ""

    def __repr__(self) -> str:
        return type(self).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnershipPage(OwnPage):
    owning: Owning


@dataclass(frozen=True, slots=True)
class Fault:
    """``code``: stopped, or what the sentence in ``detail`` says. Nothing that was typed is shown again."""

    code: str
    detail: str
    status: int


def ownership_routes(page: OwnershipPage) -> list[HTTPRouteHandler]:
    return [*_reading(page), *_writing(page)]


def _reading(page: OwnershipPage) -> list[HTTPRouteHandler]:
    @get(OWNERSHIP, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def enter(request: Anyone) -> Response[Any]:
        found = pass_of(page.entrance, request)
        talks = await page.owning.talks_of(found.viewer) if found else None
        locale = visit_of(request.scope).locale
        return page.answer("ownership", locale, OWNERSHIP, found, talks=talks)

    @get(OF_ONE, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def show_ownership(request: Anyone, conversation: FromPath[str]) -> Response[Any]:
        return await _page(page, request, ConversationId(conversation))

    return [enter, show_ownership]


def _writing(page: OwnershipPage) -> list[HTTPRouteHandler]:
    @post(OF_ONE, opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def choose_address(
        request: Anyone, conversation: FromPath[str], data: URLEncodedBody[Chosen]
    ) -> Response[Any]:
        async def begin(found: Pass, id: ConversationId) -> None:
            await page.owning.begin(found.viewer, id, data.address)

        return await _taken(page, request, ConversationId(conversation), begin)

    @post(f"{OF_ONE}/signature", opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def take_signature(
        request: Anyone, conversation: FromPath[str], data: URLEncodedBody[Signed]
    ) -> Response[Any]:
        async def finish(found: Pass, id: ConversationId) -> None:
            await page.owning.finish(found.viewer, id, data.signature)

        return await _taken(page, request, ConversationId(conversation), finish)

    return [choose_address, take_signature]


async def _taken(page: OwnershipPage, request: Anyone, id: ConversationId, act: Act) -> Response[Any]:
    """What was typed goes in; afterwards the page is asked for anew, or says why not."""
    locale, found = visit_of(request.scope).locale, pass_of(page.entrance, request)
    if found is None:
        return page.help_center.missing(locale)
    try:
        await act(found, id)
    except NotFound:
        return page.help_center.missing(locale)
    except (SecretStopped, MayBeSecret):
        return await _page(page, request, id, Fault("stopped", "", 422))
    except Refused as refusal:
        problem = answer_to(refusal, locale).problem
        return await _page(page, request, id, Fault(refusal.code, problem.detail, problem.status))
    return kept(go_to(f"/portal/{id}/ownership?locale={locale}"), found)


async def _page(
    page: OwnershipPage, request: Anyone, id: ConversationId, fault: Fault | None = None
) -> Response[Any]:
    """Whatever is not theirs, not there, or asked for by nobody we know looks the same."""
    locale, found = visit_of(request.scope).locale, pass_of(page.entrance, request)
    if found is None:
        return page.help_center.missing(locale)
    try:
        standing = await page.owning.standing(found.viewer, id)
    except NotFound:
        return page.help_center.missing(locale)
    values = {"id": id, "open": standing.open, "proven": standing.proven, "fault": fault, "names": NAMES}
    answer = page.answer("ownership_text", locale, f"/portal/{id}/ownership", found, **values)
    answer.status_code = fault.status if fault else 200
    return answer
