"""Are you talking to us now? What is open between a contact and us, and nothing of anybody else."""

import json
from datetime import datetime

from walletdesk.conversations import Conversation, Status
from walletdesk.kernel.clock import Clock, from_millis
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.verification.model import Now, Promised, Talk, Ticket
from walletdesk.verification.ports import Calls, Talks, Tickets
from walletdesk.verification.service.badges import Badges

_OVER = frozenset({Status.RESOLVED, Status.CLOSED})
_DONE = frozenset({"resolved", "closed"})


class Talking:
    def __init__(self, *, talks: Talks, tickets: Tickets, calls: Calls, badges: Badges, clock: Clock) -> None:
        self._talks = talks
        self._tickets = tickets
        self._calls = calls
        self._badges = badges
        self._clock = clock

    async def now(self, viewer: ContactViewer) -> Now:
        found = await self._talks.of_contact(viewer.contact)
        booked = await self._calls.of_contact(viewer.contact)
        tickets = [one for one in await self._tickets.of_contact(viewer.contact) if one.state not in _DONE]
        return Now(
            talks=tuple([await self._talk(one) for one in found if one.status not in _OVER]),
            tickets=tuple(
                Ticket(
                    number=one.number,
                    state=one.state,
                    state_words=one.state_words,
                    changed_at=one.changed_at,
                )
                for one in tickets
            ),
            calls=(*booked, *(call for one in found if (call := _call(one, self._clock())))),
        )

    async def _talk(self, one: Conversation) -> Talk:
        return Talk(
            id=one.id,
            subject=one.subject,
            channel=one.channel,
            status=one.status.value,
            since=one.created_at,
            badge=await self._badges.of(one),
        )


def _call(one: Conversation, at: datetime) -> Promised | None:
    """None where nothing is promised any more."""
    if one.callback is None or one.status in _OVER:
        return None
    wish = json.loads(one.callback)
    after, until = from_millis(wish["after"]), from_millis(wish["until"])
    return Promised(conversation=one.id, after=after, until=until) if at < until else None
