"""Who of us talks to a contact now, for the widget and for the wallet's app."""

from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Request, get
from litestar.handlers import HTTPRouteHandler

from walletdesk.kernel.clock import millis
from walletdesk.platform.http import Access, access, contact_of
from walletdesk.verification.http.codes import BadgeView, badge_view
from walletdesk.verification.model import Promised, Talk, Ticket
from walletdesk.verification.service import Talking


class TalkView(msgspec.Struct):
    """An open conversation. ``badge`` None: none of our people is in it at the moment."""

    id: str
    subject: str
    channel: str
    status: str
    since: int
    badge: BadgeView | None


class TicketView(msgspec.Struct):
    number: str
    state: str
    changed_at: int


class CallView(msgspec.Struct):
    """A call that was wished for: we call in this stretch and at no other time.

    ``until`` None: when their turn in line comes.
    """

    conversation: str
    after: int
    until: int | None


class NowView(msgspec.Struct):
    """All that is open between a contact and us. Whatever is not in it is not us."""

    conversations: list[TalkView]
    tickets: list[TicketView]
    callbacks: list[CallView]


def now_routes(talking: Talking) -> Sequence[HTTPRouteHandler]:
    @get("/api/verify/now", opt=access(Access.CONTACT))
    async def read_now(request: Request[Any, Any, Any]) -> NowView:
        found = await talking.now(contact_of(request))
        return NowView(
            [_talk(one) for one in found.talks],
            [_ticket(one) for one in found.tickets],
            [_call(one) for one in found.calls],
        )

    return [read_now]


def _talk(one: Talk) -> TalkView:
    return TalkView(one.id, one.subject, one.channel, one.status, millis(one.since), badge_view(one.badge))


def _ticket(one: Ticket) -> TicketView:
    return TicketView(one.number, one.state, millis(one.changed_at))


def _call(one: Promised) -> CallView:
    return CallView(one.conversation, millis(one.after), millis(one.until) if one.until else None)
