"""Callbacks as pages: book one, see those there are, with the number that proves us, move, cancel.

Whatever is somebody else's, not there, or asked for by nobody we know looks the same.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, Final
from urllib.parse import urlencode

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, URLEncodedBody

from walletdesk.callbacks import Callback, Offered, whole
from walletdesk.help_center.http.callback_shown import CallbackPages, done_with, shown
from walletdesk.help_center.http.callback_times import NOTHING_YET, NOW, Wanted, near, times, zone_of
from walletdesk.help_center.http.center import (
    HTML,
    PUBLIC_FORM,
    PUBLIC_PAGE,
    Anyone,
    go_to,
)
from walletdesk.help_center.http.portal import kept, pass_of
from walletdesk.help_center.ports import Pass
from walletdesk.kernel.clock import from_millis
from walletdesk.kernel.errors import Conflict, MayBeSecret, NotFound, Refused, SecretStopped
from walletdesk.kernel.ids import CallbackId, ConversationId
from walletdesk.platform.http import answer_to, visit_of
from walletdesk.platform.i18n import Locale, zone_name

CALLBACKS: Final = "/callbacks"
ONE: Final = "/callbacks/{callback:str}"
BOOK: Final = "/portal/{conversation:str}/callback"
CONVERSATION: Final = re.compile(r"cnv_[0-9a-hjkmnp-tv-z]{26}")
Moment = Annotated[str, msgspec.Meta(max_length=16, pattern=r"^(now|[0-9]{1,15})?$")]


class Booked(msgspec.Struct):
    """``slot``: when it begins in ms UTC, or ``now``. The number may hold a secret, so no prints."""

    number: Annotated[str, msgspec.Meta(max_length=2_000)] = ""
    slot: Moment = ""

    def __repr__(self) -> str:
        return type(self).__name__


class Moved(msgspec.Struct):
    slot: Moment = ""


LOOKS_LIKE_A_NUMBER: Final = re.compile(r"[+0-9 ().-]{3,25}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the form again. ``asked``: the number was guessed, and is shown to be confirmed."""

    wanted: Wanted = NOTHING_YET
    number: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """``code``: stopped, or what ``detail`` says. Only a number that was typed is shown again."""

    code: str
    detail: str
    status: int


Act = Callable[[Pass], Awaitable[str]]
Again = Callable[[Fault], Awaitable[Response[Any]]]


def callback_routes(page: CallbackPages) -> list[HTTPRouteHandler]:
    return [*_listing(page), *_booking(page), *_changing(page), *_cancelling(page)]


def _listing(page: CallbackPages) -> list[HTTPRouteHandler]:
    @get(CALLBACKS, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def list_callbacks(
        request: Anyone, conversation: FromQuery[str] = "", done: FromQuery[str] = "", of: FromQuery[str] = ""
    ) -> Response[Any]:
        """``conversation``: in which the widget offered a call; it goes on with that one.

        ``done`` and ``of``: what was just done with which; it is said only where it is so.
        """
        if CONVERSATION.fullmatch(conversation):
            return await _go_on(page, request, ConversationId(conversation))
        return await _list(page, request, done=(done, of))

    return [list_callbacks]


def _booking(page: CallbackPages) -> list[HTTPRouteHandler]:
    @get(BOOK, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def choose_slot(
        request: Anyone, conversation: FromPath[str], day: FromQuery[str] = "", zone: FromQuery[str] = ""
    ) -> Response[Any]:
        typed = Typed(wanted=Wanted(day=day, zone=zone))
        return await _form(page, request, ConversationId(conversation), typed=typed)

    @post(BOOK, opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def book_callback(
        request: Anyone,
        conversation: FromPath[str],
        data: URLEncodedBody[Booked],
        zone: FromQuery[str] = "",
    ) -> Response[Any]:
        id, visit = ConversationId(conversation), visit_of(request.scope)
        wanted = Wanted(slot=data.slot, zone=zone)
        if meant := page.booking.meant(data.number, visit.locale):
            return await _form(page, request, id, typed=Typed(wanted=wanted, number=whole(meant), asked=True))

        async def book(found: Pass) -> str:
            slot, address = _slot(data.slot), visit.address
            return _said(
                "booked", await page.booking.book(found.viewer, id, data.number, slot, address=address)
            )

        async def again(fault: Fault) -> Response[Any]:
            typed = Typed(wanted=wanted, number=_as_typed(data.number))
            return await _form(page, request, id, fault, typed=typed)

        return await _done(page, request, book, again)

    return [choose_slot, book_callback]


def _changing(page: CallbackPages) -> list[HTTPRouteHandler]:
    @get(ONE, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def choose_other(
        request: Anyone, callback: FromPath[str], day: FromQuery[str] = "", zone: FromQuery[str] = ""
    ) -> Response[Any]:
        return await _move_form(page, request, CallbackId(callback), Wanted(day=day, zone=zone))

    @post(ONE, opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def move_callback(
        request: Anyone,
        callback: FromPath[str],
        data: URLEncodedBody[Moved],
        zone: FromQuery[str] = "",
    ) -> Response[Any]:
        id = CallbackId(callback)

        async def move(found: Pass) -> str:
            return _said("moved", await page.booking.move(found.viewer, id, _slot(data.slot)))

        async def again(fault: Fault) -> Response[Any]:
            return await _move_form(page, request, id, Wanted(slot=data.slot, zone=zone), fault)

        return await _done(page, request, move, again)

    return [choose_other, move_callback]


def _cancelling(page: CallbackPages) -> list[HTTPRouteHandler]:
    @get(f"{ONE}/cancel", opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def ask_to_cancel(request: Anyone, callback: FromPath[str]) -> Response[Any]:
        return await _cancel_form(page, request, CallbackId(callback))

    @post(f"{ONE}/cancel", opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def cancel_callback(request: Anyone, callback: FromPath[str]) -> Response[Any]:
        async def cancel(found: Pass) -> str:
            await page.booking.cancel(found.viewer, CallbackId(callback))
            return f"&done=cancelled&of={callback}"

        async def again(fault: Fault) -> Response[Any]:
            return await _list(page, request, fault)

        return await _done(page, request, cancel, again)

    return [ask_to_cancel, cancel_callback]


def _said(what: str, one: Callback) -> str:
    return f"&done={what}&of={one.id}"


def _as_typed(number: str) -> str:
    """To be mended rather than typed again. What does not look like a number may be a secret."""
    return number if LOOKS_LIKE_A_NUMBER.fullmatch(number) else ""


def _slot(typed: str) -> datetime | None:
    if typed == NOW:
        return None
    if not typed:
        raise Conflict("Choose a time.", code="slot_gone")
    return from_millis(int(typed))


async def _done(page: CallbackPages, request: Anyone, act: Act, again: Again) -> Response[Any]:
    """Afterwards the list is asked for, so that loading it again books nothing twice."""
    locale, found = visit_of(request.scope).locale, pass_of(page.entrance, request)
    if found is None:
        return page.help_center.missing(locale)
    try:
        said = await act(found)
    except NotFound:
        return page.help_center.missing(locale)
    except (SecretStopped, MayBeSecret):
        return await again(Fault("stopped", "", 422))
    except Refused as refusal:
        problem = answer_to(refusal, locale).problem
        return await again(Fault(refusal.code, problem.detail, problem.status))
    return kept(go_to(f"{CALLBACKS}?locale={locale}{said}"), found)


async def _go_on(page: CallbackPages, request: Anyone, id: ConversationId) -> Response[Any]:
    """To its times, where this browser may read it; to anybody else the page for everybody.

    The address names a conversation and opens nothing. Where the widget has a secret in this browser, a
    script asks for the pass with it (``ui/help/portal.js``).
    """
    found, own = pass_of(page.entrance, request), f"/portal/{id}/callback"
    if found is None:
        return await _list(page, request, going_on=own)
    try:
        await page.booking.seen_by(found.viewer, id)
    except NotFound:  # another contact's pass: in this browser the widget may know whose it is
        return await _list(page, request, going_on=own)
    return kept(go_to(f"{own}?locale={visit_of(request.scope).locale}"), found)


async def _list(
    page: CallbackPages,
    request: Anyone,
    fault: Fault | None = None,
    *,
    going_on: str = "",
    done: tuple[str, str] = ("", ""),
) -> Response[Any]:
    """Who comes without a pass reads how it goes, and how to get in."""
    locale, found = visit_of(request.scope).locale, pass_of(page.entrance, request)
    every = await page.booking.of_contact(found.viewer.contact) if found else []
    offered = await page.booking.is_offered()
    answer = page.answer(
        "callbacks",
        locale,
        CALLBACKS,
        found,
        known=found is not None,
        live=[await shown(page, one, locale) for one in every if not one.is_over],
        over=[await shown(page, one, locale) for one in every if one.is_over],
        done=done_with(every, *done),
        zone=zone_name(locale, page.help_center.time_zone),
        talks=await page.booking.talks_of(found.viewer) if found and offered else [],
        offered=offered,
        going_on=going_on,
        fault=fault,
    )
    answer.status_code = fault.status if fault else 200
    return answer


async def _form(
    page: CallbackPages,
    request: Anyone,
    id: ConversationId,
    fault: Fault | None = None,
    *,
    typed: Typed,
) -> Response[Any]:
    locale, found = visit_of(request.scope).locale, pass_of(page.entrance, request)
    if found is None:
        return page.help_center.missing(locale)
    try:
        offered = await page.booking.offered_in(found.viewer, id)
        known = await page.booking.seen_by(found.viewer, id)
    except NotFound:
        return page.help_center.missing(locale)
    if any(not one.is_over for one in known):
        return kept(go_to(f"{CALLBACKS}?locale={locale}"), found)
    values = {"id": id, "action": f"/portal/{id}/callback", "moving": None}
    return await _chosen(page, found, locale, offered, typed, {**values, "fault": fault})


async def _move_form(
    page: CallbackPages, request: Anyone, id: CallbackId, wanted: Wanted, fault: Fault | None = None
) -> Response[Any]:
    locale, found = visit_of(request.scope).locale, pass_of(page.entrance, request)
    if found is None:
        return page.help_center.missing(locale)
    try:
        callback = await page.booking.own(found.viewer, id)
        offered = await page.booking.offered_in(found.viewer, callback.conversation)
    except NotFound:
        return page.help_center.missing(locale)
    if not callback.may_change:
        return kept(go_to(f"{CALLBACKS}?locale={locale}"), found)
    if callback.slot is None:  # it has its turn in line already
        offered = replace(offered, now=False)
    elif wanted == replace(NOTHING_YET, zone=wanted.zone):
        wanted = near(callback.slot, wanted, page.help_center.time_zone)
    values = {"id": callback.conversation, "action": f"{CALLBACKS}/{id}", "fault": fault}
    moving = await shown(page, callback, locale)
    return await _chosen(page, found, locale, offered, Typed(wanted=wanted), {**values, "moving": moving})


async def _cancel_form(page: CallbackPages, request: Anyone, id: CallbackId) -> Response[Any]:
    locale, found = visit_of(request.scope).locale, pass_of(page.entrance, request)
    if found is None:
        return page.help_center.missing(locale)
    try:
        one = await shown(page, await page.booking.own(found.viewer, id), locale)
    except NotFound:
        return page.help_center.missing(locale)
    if not one.may_cancel:
        return kept(go_to(f"{CALLBACKS}?locale={locale}"), found)
    return page.answer("callback_cancel", locale, f"{CALLBACKS}/{id}/cancel", found, one=one)


async def _chosen(
    page: CallbackPages,
    found: Pass,
    locale: Locale,
    offered: Offered,
    typed: Typed,
    values: dict[str, Any],
) -> Response[Any]:
    """Now is offered where somebody is there who could call them, or was chosen while somebody was."""
    ours, fault, wanted = page.help_center.time_zone, values["fault"], typed.wanted
    zone = zone_of(wanted, ours)
    is_now = offered.now and (wanted.slot == NOW or await page.is_staffed(values["id"]))
    place, wait = await page.line_of(values["id"], locale) or (0, "")
    answer = page.answer(
        "callback",
        locale,
        str(values["action"]),
        found,
        **values,
        times=times(replace(offered, now=is_now), wanted, locale=locale, zone=zone, at=page.clock()),
        zone=zone_name(locale, ours),
        query=urlencode({"locale": locale, **({"zone": zone} if wanted.zone else {})}),
        place=place,
        wait=wait,
        days=page.days,
        chosen=wanted.slot,
        typed=typed.number,
        asked=typed.asked,
    )
    answer.status_code = fault.status if fault else 200
    return answer
