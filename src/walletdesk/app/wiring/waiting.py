"""Those who wait: what they can be told, what may serve them better, and a message left instead."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from walletdesk.app.wiring.heart import Heart, shown_in
from walletdesk.app.wiring.work import Work
from walletdesk.channels.webchat.ports import Wait
from walletdesk.conversations import Conversation, Status
from walletdesk.help_center import InLine as Standing
from walletdesk.help_center.reaching import Kind, waited_long
from walletdesk.help_center.reaching.words import INSTEAD, joined, wait_words
from walletdesk.hours import Place, Timetable
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.i18n import Locale, translate
from walletdesk.platform.settings import Settings
from walletdesk.routing import Need, QueueChanged, language_of
from walletdesk.routing.waits import Told
from walletdesk.sla import Metric, ToldReply, is_guess, told_reply
from walletdesk.tickets.reactions import LEFT_THE_LINE

IsBooked = Callable[[ConversationId], Awaitable[bool]]  # a call, which is not over
LOOK_EVERY = timedelta(seconds=1)  # a queue of thousands asks for each head


class Room:
    """Whether somebody has room for who stands there in line. Thousands ask for each of their heads."""

    def __init__(self, work: Work, clock: Clock) -> None:
        self._work = work
        self._clock = clock
        self._looked_at: datetime | None = None
        self._free = 0

    def forget(self) -> None:
        self._looked_at = None

    async def is_for(self, place: int | None) -> bool:
        now = self._clock()
        if self._looked_at is None or not timedelta(0) <= now - self._looked_at < LOOK_EVERY:
            self._free, self._looked_at = (await self._work.routing.standings.room()).free, now
        return self._free >= (place or 1)


class Saying:
    """What may be said of the answer that is owed, so that every face says the same.

    The widget, the portal, the steps of a theft and the saved replies ask here.
    """

    def __init__(self, work: Work, clock: Clock) -> None:
        self.room = Room(work, clock)
        self._work = work
        self._clock = clock

    async def hours_of(self, conversation: Conversation) -> Timetable:
        return await self._work.timetable_of.of(conversation)

    async def of(self, conversation: Conversation) -> ToldReply | None:
        """None: nothing is owed, or nobody was asked for."""
        if conversation.status is Status.WAITING_FOR_AGENT:
            found = await self._work.routing.standings.outlook_of(conversation.id)
            place, has_range = (found.position, found.told is not None) if found else (None, False)
            return await self.in_line(conversation, place, has_range=has_range)
        if conversation.status is not Status.WITH_AGENT:
            return None
        first, following = conversation.first_reply_due, conversation.next_reply_due
        if first is None and following is None:
            return None
        metric = Metric.NEXT_REPLY if first is None else Metric.FIRST_REPLY
        return told_reply(metric, first or following, self._clock())  # an agent has it: no guess

    async def in_line(
        self, conversation: Conversation, place: int | None, *, has_range: bool = False
    ) -> ToldReply:
        """Minutes that would be a guess give way to a measured range and to nothing else: they are owed."""
        now, due = self._clock(), conversation.first_reply_due
        timetable, asked = await self.hours_of(conversation), conversation.waiting_since or now
        is_open = timetable.is_open(asked) and timetable.is_open(now)
        guess = has_range and is_guess(due, asked, is_open=is_open, has_room=await self.room.is_for(place))
        return told_reply(Metric.FIRST_REPLY, due, now, is_sure=not guess)


class Patience:
    def __init__(self, settings: Settings, saying: Saying, clock: Clock) -> None:
        self._settings = settings
        self._saying = saying
        self._clock = clock

    def on_queue_changed(self, hint: QueueChanged) -> None:
        self._saying.room.forget()

    async def is_tried(self, conversation: Conversation, place: int | None) -> bool:
        now, due = self._clock(), conversation.first_reply_due
        inbox = self._settings.inbox(conversation.inbox)
        longest = timedelta(minutes=inbox.long_wait_minutes if inbox else 0)
        if due is None or due - now > longest or due <= now:
            return True
        is_open = (await self._saying.hours_of(conversation)).is_open(now)
        return not (is_open and await self._saying.room.is_for(place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """``by`` None: we cannot say. ``there``: somebody who can answer is online.

    ``promised``: what will be owed from the moment on in which a person is asked for.
    """

    by: datetime | None
    open: bool
    next_open: datetime | None
    there: bool
    promised: datetime | None


class Prospect:
    """What somebody who asks now can be told: the promise that sla will keep, unless it would be a guess."""

    def __init__(self, work: Work, clock: Clock) -> None:
        self._work = work
        self._clock = clock

    async def of(
        self,
        *,
        priority: str = "normal",
        channel: str,
        conversation: ConversationId | None = None,
        place: Place = Place(),  # noqa: B008 - frozen
        locale: str = "",
    ) -> Ahead:
        """In a conversation in ``locale``, or in one that will begin at ``place``."""
        seen = await self._work.promising.prospect(
            priority=priority, channel=channel, conversation=conversation, place=place
        )
        has_room = (await self._work.routing.standings.room()).is_for_one_more
        guess = is_guess(seen.by, self._clock(), is_open=seen.open, has_room=has_room)
        language = locale or place.language
        need = Need(language=language_of(language)) if language else Need()
        return Ahead(
            by=None if guess else seen.by,
            open=seen.open,
            next_open=seen.next_open,
            there=await self._work.routing.standings.is_staffed(need),
            promised=seen.by,
        )


class OwnWaits:
    """What somebody who stands in line is told of it, the same in widget and portal."""

    WAYS: ClassVar = {"message": Kind.MESSAGE, "callback": Kind.CALLBACK, "mail": Kind.MAIL}

    def __init__(self, settings: Settings, work: Work, is_booked: IsBooked, clock: Clock) -> None:
        self._clock = clock
        self._settings = settings
        self._work = work
        self._is_booked = is_booked

    def is_long(self, conversation: Conversation, told: Told | None) -> bool:
        inbox = self._settings.inbox(conversation.inbox)
        return inbox is not None and waited_long(told, timedelta(minutes=inbox.long_wait_minutes))

    async def words(self, conversation: Conversation, told: Told, locale: Locale) -> str:
        """The range with its basis, and beyond the inbox's limit what is offered instead of waiting."""
        said = [wait_words(told, locale)]
        if self.is_long(conversation, told) and (way := await self._instead(conversation)):
            said.append(translate(locale, INSTEAD[way]))
        return joined(said, locale) if len(said) > 1 else said[0]

    async def line(self, conversation: Conversation, locale: str) -> Standing | None:
        """The place, and what is told of it; empty where too little is known. None: it is not in line."""
        found = await self._work.routing.standings.outlook_of(conversation.id)
        if found is None:
            return None
        told, now = found.told, self._clock()
        words = await self.words(conversation, told, shown_in(locale)) if told else ""
        timetable = await self._work.timetable_of.of(conversation)
        next_open = None if timetable.is_open(now) else timetable.next_open(now)
        return Standing(now, found.position, words, found.staffed, next_open)

    async def _instead(self, conversation: Conversation) -> Kind | None:
        """The first that the operator offers; none to whoever has left a message or asked for a call."""
        inbox = self._settings.inbox(conversation.inbox)
        ways = [way for way in inbox.instead if way != "mail" or self._settings.mail.host] if inbox else []
        if not ways or conversation.callback or await self._is_booked(conversation.id):
            return None
        left = await self._work.ticket_numbers.theirs.numbers_of(conversation.id)
        return None if left else self.WAYS[ways[0]]


def waiting_time(told: Told, words: str) -> Wait:
    """What is told of a wait, with its words."""
    basis = told.basis
    return Wait(
        low=told.low,
        high=told.high,
        minutes=basis.minutes,
        recent=basis.recent,
        usual=basis.usual,
        words=words,
    )


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
