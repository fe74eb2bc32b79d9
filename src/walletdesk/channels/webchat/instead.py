"""Instead of waiting: leave it as a message, or ask for a callback. Mail is proven in ``contacts``."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from litestar import Request, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.channels.webchat.ports import LeaveMessage, Limits
from walletdesk.channels.webchat.wire import ContactHead
from walletdesk.conversations import CallbackWish, Conversation, Conversing, Reading, Status
from walletdesk.kernel.clock import Clock, from_millis
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.http import Access, Misfitting, access, contact_of
from walletdesk.platform.misfits import Misfit
from walletdesk.platform.settings import InboxSettings

FURTHEST = timedelta(days=14)
SHORTEST = timedelta(minutes=30)  # a narrower window is an appointment, and we make none
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{5,24}")
_HANDLE = re.compile(r"@?[\w][\w.:@+-]{2,63}")

Moment = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class WishCallback(msgspec.Struct, forbid_unknown_fields=True):
    """``reach``: a phone number or a handle. ``after`` and ``until``: when, in ms UTC."""

    reach: Annotated[str, msgspec.Meta(max_length=2_000)]
    after: Moment
    until: Moment
    locale: Annotated[str, msgspec.Meta(max_length=16, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    conversing: Conversing
    reading: Reading
    leave_message: LeaveMessage
    limits: Limits
    head_of: Callable[[Conversation], Awaitable[ContactHead]]
    inbox_of: Callable[[str], InboxSettings | None]
    secret_in: Callable[[str], str | None]
    clock: Clock


def instead_routes(instead: Instead) -> list[HTTPRouteHandler]:
    @post("/api/conversations/{conversation:str}/leave-message", opt=access(Access.CONTACT), status_code=200)
    async def leave_message(request: Request[Any, Any, Any], conversation: FromPath[str]) -> ContactHead:
        """It keeps its place in line, and gets a number."""
        found = await _waiting(instead, contact_of(request), ConversationId(conversation), "message")
        await instead.leave_message(found)
        return await instead.head_of(await instead.reading.seen_by(contact_of(request), found.id))

    @post("/api/conversations/{conversation:str}/callback", opt=access(Access.CONTACT), status_code=200)
    async def wish_callback(
        request: Request[Any, Any, Any], conversation: FromPath[str], data: JSONBody[WishCallback]
    ) -> ContactHead:
        found = await _waiting(instead, contact_of(request), ConversationId(conversation), "callback")
        reach = data.reach.strip()
        if not instead.secret_in(reach):  # a secret is no wrong entry: it is stopped where it would be kept
            _check(reach, from_millis(data.after), from_millis(data.until), instead.clock())
        wish = CallbackWish(reach=reach, after=data.after, until=data.until, locale=data.locale)
        return await instead.head_of(await instead.conversing.wish_callback(found.id, wish))

    return [leave_message, wish_callback]


async def _waiting(instead: Instead, viewer: ContactViewer, id: ConversationId, way: str) -> Conversation:
    """Only what the operator offers, and only while nobody is there yet."""
    await instead.limits.may_send(viewer.contact)
    found = await instead.reading.seen_by(viewer, id)
    inbox = instead.inbox_of(found.inbox)
    if inbox is None or way not in inbox.instead:
        raise NotFound
    if found.status is not Status.WAITING_FOR_AGENT:
        raise Conflict
    return found


def _check(reach: str, after: datetime, until: datetime, now: datetime) -> None:
    wrong = []
    if not (_PHONE.fullmatch(reach) or _HANDLE.fullmatch(reach)):
        wrong.append(Misfit("This does not look like a phone number or a handle.", "reach"))
    if until <= now or until - after < SHORTEST or until > now + FURTHEST:
        wrong.append(Misfit("Choose a time from now on, within two weeks.", "day"))
    if wrong:
        raise Misfitting(wrong)
