"""Those who wait: whether another way would serve them better, and a message left instead."""

from datetime import datetime, timedelta

from walletdesk.app.wiring.heart import Heart
from walletdesk.app.wiring.people import Directory
from walletdesk.app.wiring.work import Work
from walletdesk.conversations import Conversation
from walletdesk.kernel.clock import Clock
from walletdesk.platform.settings import Settings
from walletdesk.tickets.reactions import LEFT_THE_LINE

LOOK_EVERY = timedelta(seconds=5)  # a queue of thousands asks for each head


class Patience:
    def __init__(self, settings: Settings, work: Work, directory: Directory, clock: Clock) -> None:
        self._settings = settings
        self._work = work
        self._directory = directory
        self._clock = clock
        self._looked_at: datetime | None = None
        self._staffed = False

    async def is_tried(self, conversation: Conversation) -> bool:
        now, due = self._clock(), conversation.first_reply_due
        inbox = self._settings.inbox(conversation.inbox)
        longest = timedelta(minutes=inbox.long_wait_minutes if inbox else 0)
        if due is None or due - now > longest or due <= now:
            return True
        return not (await self._work.hours.is_open(now) and await self._is_staffed(now))

    async def _is_staffed(self, now: datetime) -> bool:
        if self._looked_at is None or not timedelta(0) <= now - self._looked_at < LOOK_EVERY:
            members = await self._directory.members()
            self._staffed = any(member.availability == "online" for member in members)
            self._looked_at = now
        return self._staffed


class LeftMessage:
    def __init__(self, work: Work, heart: Heart) -> None:
        self._work = work
        self._heart = heart

    async def __call__(self, conversation: Conversation) -> None:
        ticket = await self._work.automatic.open_for_conversation(
            conversation.id,
            reason=LEFT_THE_LINE,
            subject=conversation.subject,
            contact=conversation.contact,
            priority=conversation.priority,
            team=conversation.team,
        )
        await self._heart.conversing.note_fact(
            conversation.id, "ticket_opened", value=ticket.name, public=True
        )
