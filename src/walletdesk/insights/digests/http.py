"""The figures by mail over HTTP: a lead's own, and the page behind the link that stops them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
from litestar import Request, Response, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody, QueryParameter, URLEncodedBody

from walletdesk.insights.digests.model import Every, Subscription
from walletdesk.insights.digests.service import STOP_PAGE, Digests
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import NotFound
from walletdesk.platform.http import Access, Face, Pages, access, agent_of, visit_of
from walletdesk.platform.i18n import Locale, when

TEMPLATES: Final = Path(__file__).parent / "templates"
PATH: Final = "/api/insights/digest"
FORM: Final = "application/x-www-form-urlencoded"
LinkToken = Annotated[str, QueryParameter(max_length=100)]
Token = Annotated[str, msgspec.Meta(max_length=100)]
Asked = Request[Any, Any, Any]


class DigestNext(msgspec.Struct):
    """When the next one of this kind comes, if it is chosen; ``said``: where the business is."""

    every: Every
    at: int
    said: str


class DigestView(msgspec.Struct):
    """``address``: confirmed. ``wanted``: its link was mailed and not opened. ``sends``: mail can be sent."""

    address: str
    wanted: str
    chosen: list[Every]
    next: list[DigestNext]
    sends: bool


class DigestAddress(msgspec.Struct, forbid_unknown_fields=True):
    address: Annotated[str, msgspec.Meta(min_length=3, max_length=254)]


class DigestLink(msgspec.Struct, forbid_unknown_fields=True):
    token: Token


class DigestChoice(msgspec.Struct, forbid_unknown_fields=True):
    every: Annotated[list[Every], msgspec.Meta(max_length=3)]


class DigestNow(msgspec.Struct, forbid_unknown_fields=True):
    every: Every


class StopForm(msgspec.Struct):
    """A mail program that stops by itself sends words of its own (RFC 8058), and ``t`` in the address."""

    t: Token = ""


def routes(digests: Digests) -> Sequence[HTTPRouteHandler]:
    return [*_choosing(digests), *_address(digests)]


def _choosing(digests: Digests) -> Sequence[HTTPRouteHandler]:
    @get(PATH, opt=access(Access.LEAD))
    async def see_digest(request: Asked) -> DigestView:
        return await _seen(digests, request)

    @put(PATH, opt=access(Access.LEAD))
    async def choose_digest(request: Asked, data: JSONBody[DigestChoice]) -> DigestView:
        """In the language of this visit, from now on."""
        await digests.choose(agent_of(request).agent, set(data.every), visit_of(request.scope).locale)
        return await _seen(digests, request)

    @post(f"{PATH}/now", opt=access(Access.LEAD), status_code=204)
    async def send_digest_now(request: Asked, data: JSONBody[DigestNow]) -> None:
        """The newest whole period, to the confirmed address."""
        await digests.send_now(agent_of(request).agent, data.every, visit_of(request.scope).locale)

    return [see_digest, choose_digest, send_digest_now]


def _address(digests: Digests) -> Sequence[HTTPRouteHandler]:
    @put(f"{PATH}/address", opt=access(Access.LEAD))
    async def give_digest_address(request: Asked, data: JSONBody[DigestAddress]) -> DigestView:
        """Nothing goes there but one link, until that was opened."""
        await digests.give_address(agent_of(request).agent, data.address, visit_of(request.scope).locale)
        return await _seen(digests, request)

    @post(f"{PATH}/confirm", opt=access(Access.LEAD), status_code=200)
    async def confirm_digest_address(request: Asked, data: JSONBody[DigestLink]) -> DigestView:
        await digests.confirm(agent_of(request).agent, data.token)
        return await _seen(digests, request)

    @delete(PATH, opt=access(Access.LEAD))
    async def forget_digest(request: Asked) -> None:
        """The address too."""
        await digests.forget(agent_of(request).agent)

    return [give_digest_address, confirm_digest_address, forget_digest]


async def _seen(digests: Digests, request: Asked) -> DigestView:
    agent = agent_of(request).agent
    found = await digests.find(agent) or Subscription(agent=agent, locale="")
    wanted = found.wanted if found.is_open(found.proof, digests.needs.clock()) else ""
    return DigestView(
        address=found.address,
        wanted=wanted,
        chosen=[every for every in Every if every in found.last],
        next=[_next(digests, every, visit_of(request.scope).locale) for every in Every],
        sends=digests.needs.sends_mail,
    )


def _next(digests: Digests, every: Every, locale: Locale) -> DigestNext:
    at = digests.next_at(every)
    return DigestNext(every, millis(at), when(locale, at, digests.needs.zone.key))


def pages(digests: Digests, shown: Pages) -> Sequence[HTTPRouteHandler]:
    """Looking changes nothing, for mail scanners open every link; its one button does."""

    def page(request: Asked, state: str, token: str = "", status: int = 200) -> Response[str]:
        made = shown.respond(request, "stop_digest.html", state=state, token=token)
        made.status_code = status
        return made

    @get(STOP_PAGE, opt=access(Access.PUBLIC, face=Face.PAGES), include_in_schema=False)
    async def stop_page(request: Asked, t: LinkToken = "") -> Response[str]:
        return page(request, "ask" if digests.is_ours(t) else "spent", t)

    @post(
        STOP_PAGE,
        opt=access(Access.PUBLIC, face=Face.PAGES, takes=FORM),
        include_in_schema=False,
        status_code=200,
    )
    async def stop(request: Asked, data: URLEncodedBody[StopForm], t: LinkToken = "") -> Response[str]:
        try:
            await digests.stop(data.t or t)
        except NotFound:
            return page(request, "spent", status=404)
        return page(request, "done")

    return [stop_page, stop]
