"""Callbacks as pages: book one, see those there are, with the number that proves us, move, cancel.

Whatever is somebody else's, not there, or asked for by nobody we know looks the same.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, URLEncodedBody

from walletdesk.callbacks import LENGTH, Booking, Callback, Offered, SpokenNumbers, State, whole
from walletdesk.help_center.http.center import (
    HTML,
    PUBLIC_FORM,
    PUBLIC_PAGE,
    Anyone,
    go_to,
)
from walletdesk.help_center.http.portal import OwnPage, kept, pass_of
from walletdesk.help_center.ports import Pass
from walletdesk.kernel.clock import Clock, from_millis, millis
from walletdesk.kernel.errors import Conflict, MayBeSecret, NotFound, Refused, SecretStopped
from walletdesk.kernel.ids import CallbackId, ConversationId
from walletdesk.platform.http import answer_to, visit_of
from walletdesk.platform.i18n import Locale

CALLBACKS: Final = "/callbacks"
ONE: Final = "/callbacks/{callback:str}"
BOOK: Final = "/portal/{conversation:str}/callback"
CONVERSATION: Final = re.compile(r"cnv_[0-9a-hjkmnp-tv-z]{26}")
NOW: Final = "now"
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
class CallbackPages(OwnPage):
    """``place_of``: in line. ``days``: for how long a number is kept when its callback is over."""

    booking: Booking
    spoken: SpokenNumbers
    place_of: Callable[[ConversationId], Awaitable[int | None]]
    days: int
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One callback as its contact reads it. ``says``: what our agent says first in the next call."""

    id: str
    conversation: str
    state: str
    reason: str
    slot: datetime | None
    due_at: datetime
    over_at: datetime | None
    number: str
    says: str
    late: bool
    may_change: bool
    may_cancel: bool
    place: int | None

    @property
    def ends(self) -> datetime | None:
        return self.slot + LENGTH if self.slot else None


@dataclass(frozen=True, slots=True)
class Fault:
    """``code``: stopped, or what ``detail`` says. Only a number that was typed is shown again."""

    code: str
    detail: str
    status: int


Act = Callable[[Pass], Awaitable[object]]
Again = Callable[[Fault], Awaitable[Response[Any]]]


def callback_routes(page: CallbackPages) -> list[HTTPRouteHandler]:
    return [*_listing(page), *_booking(page), *_changing(page)]


def _listing(page: CallbackPages) -> list[HTTPRouteHandler]:
    @get(CALLBACKS, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def list_callbacks(request: Anyone, conversation: FromQuery[str] = "") -> Response[Any]:
        """``conversation``: in which the widget offered a call; it goes on with that one."""
        if CONVERSATION.fullmatch(conversation):
            return await _go_on(page, request, ConversationId(conversation))
        return await _list(page, request)

    return [list_callbacks]


def _booking(page: CallbackPages) -> list[HTTPRouteHandler]:
    @get(BOOK, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def choose_slot(request: Anyone, conversation: FromPath[str]) -> Response[Any]:
        return await _form(page, request, ConversationId(conversation))

    @post(BOOK, opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def book_callback(
        request: Anyone, conversation: FromPath[str], data: URLEncodedBody[Booked]
    ) -> Response[Any]:
        id, address = ConversationId(conversation), visit_of(request.scope).address

        async def book(found: Pass) -> None:
            await page.booking.book(found.viewer, id, data.number, _slot(data.slot), address=address)

        async def again(fault: Fault) -> Response[Any]:
            return await _form(page, request, id, fault, chosen=data.slot, typed=_as_typed(data.number))

        return await _done(page, request, book, again)

    return [choose_slot, book_callback]


def _changing(page: CallbackPages) -> list[HTTPRouteHandler]:
    @get(ONE, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def choose_other(request: Anyone, callback: FromPath[str]) -> Response[Any]:
        return await _move_form(page, request, CallbackId(callback))

    @post(ONE, opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def move_callback(
        request: Anyone, callback: FromPath[str], data: URLEncodedBody[Moved]
    ) -> Response[Any]:
        id = CallbackId(callback)

        async def move(found: Pass) -> None:
            await page.booking.move(found.viewer, id, _slot(data.slot))

        async def again(fault: Fault) -> Response[Any]:
            return await _move_form(page, request, id, fault)

        return await _done(page, request, move, again)

    @post(f"{ONE}/cancel", opt=PUBLIC_FORM, media_type=HTML, include_in_schema=False)
    async def cancel_callback(request: Anyone, callback: FromPath[str]) -> Response[Any]:
        async def cancel(found: Pass) -> None:
            await page.booking.cancel(found.viewer, CallbackId(callback))

        async def again(fault: Fault) -> Response[Any]:
            return await _list(page, request, fault)

        return await _done(page, request, cancel, again)

    return [choose_other, move_callback, cancel_callback]


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
        await act(found)
    except NotFound:
        return page.help_center.missing(locale)
    except (SecretStopped, MayBeSecret):
        return await again(Fault("stopped", "", 422))
    except Refused as refusal:
        problem = answer_to(refusal, locale).problem
        return await again(Fault(refusal.code, problem.detail, problem.status))
    return kept(go_to(f"{CALLBACKS}?locale={locale}"), found)


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
    page: CallbackPages, request: Anyone, fault: Fault | None = None, *, going_on: str = ""
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
        live=[await _shown(page, one) for one in every if not one.is_over],
        over=[await _shown(page, one) for one in every if one.is_over],
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
    chosen: str = "",
    typed: str = "",
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
    values = {"id": id, "action": f"/portal/{id}/callback", "moving": None, "days": page.days}
    return await _chosen(page, found, locale, offered, fault, {**values, "chosen": chosen, "typed": typed})


async def _move_form(
    page: CallbackPages, request: Anyone, id: CallbackId, fault: Fault | None = None
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
    values = {"id": callback.conversation, "action": f"{CALLBACKS}/{id}", "days": page.days, "chosen": ""}
    return await _chosen(
        page, found, locale, offered, fault, {**values, "moving": await _shown(page, callback)}
    )


async def _chosen(
    page: CallbackPages,
    found: Pass,
    locale: Locale,
    offered: Offered,
    fault: Fault | None,
    values: dict[str, Any],
) -> Response[Any]:
    slots = [(str(millis(one.begins)), one) for one in offered.slots]
    place = await page.place_of(values["id"])
    values |= {"offered": offered, "slots": slots, "place": place, "fault": fault}
    answer = page.answer("callback", locale, str(values["action"]), found, **values)
    answer.status_code = fault.status if fault else 200
    return answer


async def _shown(page: CallbackPages, one: Callback) -> Shown:
    now = page.clock()
    waits = one.state is State.IN_LINE
    return Shown(
        id=one.id,
        conversation=one.conversation,
        state=one.state.value,
        reason=one.reason,
        slot=one.slot,
        due_at=one.due_at,
        over_at=one.over_at,
        number=whole(one.number),
        says=page.spoken(one.id, one.ring),
        late=one.late_at is not None or (one.owes_a_call and one.may_change and now >= (one.ends or now)),
        may_change=one.may_change,
        may_cancel=not one.is_over and one.state is not State.TALKING,
        place=await page.place_of(one.conversation) if waits else None,
    )
