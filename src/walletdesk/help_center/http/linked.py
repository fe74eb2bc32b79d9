"""Which channels are one contact's, as a page that needs no script: link another, part one again.

A code is said on the other channel, and a number comes back there: with one of both nothing is linked.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import URLEncodedBody

from walletdesk.help_center.http.center import HTML, PUBLIC_FORM, PUBLIC_PAGE, Anyone, go_to
from walletdesk.help_center.http.portal import OwnPage, kept, pass_of
from walletdesk.help_center.ports import ChannelLink, ChannelLinks, Pass
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import NotFound, Refused
from walletdesk.platform.http import answer_to, visit_of

LINKED: Final = "/linked"


class Typed(msgspec.Struct):
    """It may hold a secret, so it never prints itself."""

    number: Annotated[str, msgspec.Meta(max_length=200)] = ""

    def __repr__(self) -> str:
        return type(self).__name__


class Parted(msgspec.Struct):
    """``at``: when it was linked, in ms UTC: nothing of the channel itself stands in a page."""

    at: Annotated[int, msgspec.Meta(ge=0, le=10**15)]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedPage(OwnPage):
    """``offered``: the kinds of channels on which a code can be said."""

    linking: ChannelLinks
    offered: Callable[[], Awaitable[frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Shown:
    """``code``: just made; it is kept nowhere and shown once."""

    code: str = ""
    fault: str = ""
    status: int = 200


def linked_routes(page: LinkedPage) -> list[HTTPRouteHandler]:
    @get(LINKED, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def read_linked(request: Anyone) -> Response[Any]:
        return await _page(page, request, Shown())

    @post(f"{LINKED}/code", opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def make_code(request: Anyone) -> Response[Any]:
        async def act(found: Pass) -> Shown:
            return Shown(code=await page.linking.begin(found.viewer.contact))

        return await _done(page, request, act)

    @post(f"{LINKED}/number", opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def confirm(request: Anyone, data: URLEncodedBody[Typed]) -> Response[Any]:
        async def act(found: Pass) -> None:
            await page.linking.confirm(found.viewer.contact, data.number)

        return await _done(page, request, act)

    @post(f"{LINKED}/part", opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def part(request: Anyone, data: URLEncodedBody[Parted]) -> Response[Any]:
        async def act(found: Pass) -> None:
            await _part(page, found, data.at)

        return await _done(page, request, act)

    return [read_linked, make_code, confirm, part]


def kind_of(link: ChannelLink) -> str:
    """Of its channel, without the inbox."""
    return link.identity.channel.partition(":")[0]


async def _part(page: LinkedPage, found: Pass, at: int) -> None:
    links = await page.linking.linked(found.viewer.contact)
    link = next((one for one in links if millis(one.at) == at), None)
    if link is None:
        raise NotFound
    await page.linking.unlink(found.viewer.contact, link.identity)


async def _done(
    page: LinkedPage, request: Anyone, act: Callable[[Pass], Awaitable[Shown | None]]
) -> Response[Any]:
    """A stranger and what is not theirs look alike. A code stands in the answer itself, the rest is read."""
    locale, found = visit_of(request.scope).locale, pass_of(page.entrance, request)
    if found is None:
        return page.help_center.missing(locale)
    try:
        shown = await act(found)
    except NotFound:
        return page.help_center.missing(locale)
    except Refused as refusal:
        problem = answer_to(refusal, locale).problem
        return await _page(page, request, Shown(fault=problem.detail, status=problem.status))
    return await _page(page, request, shown) if shown else kept(go_to(f"{LINKED}?locale={locale}"), found)


async def _page(page: LinkedPage, request: Anyone, shown: Shown) -> Response[Any]:
    locale, found = visit_of(request.scope).locale, pass_of(page.entrance, request)
    contact = found.viewer.contact if found else None
    links = await page.linking.linked(contact) if contact else []
    answer = page.answer(
        "linked",
        locale,
        LINKED,
        found,
        known=found is not None,
        links=[(kind_of(one), one.at, millis(one.at)) for one in links],
        offered=sorted(await page.offered()),
        waits=contact is not None and (bool(shown.code) or await page.linking.waits_for_number(contact)),
        code=shown.code,
        fault=shown.fault,
    )
    answer.status_code = shown.status
    return answer
