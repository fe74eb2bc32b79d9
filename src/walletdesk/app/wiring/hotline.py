"""Calls that come in, joined with the queue, callbacks, contacts and what the thread tells of them."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from walletdesk.app.wiring.callbacks import Callbacks
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart, shown_in
from walletdesk.app.wiring.people import Contacts
from walletdesk.app.wiring.waiting import Prospect
from walletdesk.app.wiring.work import Work
from walletdesk.callbacks import LENGTH, PhoneNumbers
from walletdesk.channels.voice.hotline import Answering, Codes, Offer, PhoneCallChanged, State
from walletdesk.channels.voice.hotline import http as hotline_http
from walletdesk.channels.voice.hotline.jobs import HotlineJobs
from walletdesk.channels.voice.hotline.model import NOW
from walletdesk.channels.voice.hotline.service import CHANNEL
from walletdesk.channels.voice.hotline.store import SqlArchive, open_work
from walletdesk.channels.voice.hotline.words import HotlineWords
from walletdesk.channels.voice.twilio import TwilioIncoming
from walletdesk.contacts import Identity
from walletdesk.conversations import Status
from walletdesk.help_center.reaching.words import wait_words
from walletdesk.hours import Place
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.errors import Conflict, Invalid, NotFound
from walletdesk.kernel.ids import AgentId, CallbackId, CallId, ContactId, ConversationId, InboxId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.platform.i18n import stretch_and_zone, translate, when
from walletdesk.platform.limits import SharedLimiter
from walletdesk.routing import Need, language_of

CAME: Final = "A call by phone, from a number that ends in {digits}. Not verified: a number proves nothing."
CAME_HIDDEN: Final = "A call by phone, the number is hidden. Not verified."
PROVEN: Final = "A call by phone. Verified: the caller typed the code that this conversation showed."
TALKS: Final = "The call was answered by {agent}."
TALKED: Final = "The call is over. It took {minutes} min."
MISSED: Final = "The caller hung up before anybody answered."
LEFT: Final = "The call is over."
CALLED_BACK: Final = "The caller booked a call back. The call is over."
PLAYED_PHONE: Final = "+10000000000"  # no phone: the simulated exchange rings nobody
FIRST_RING: Final = 1


class CallTeller:
    """In the thread of both: that somebody calls and how sure we are who, and how it ended."""

    def __init__(self, heart: Heart, shown_as: Callable[[AgentId], str]) -> None:
        self._conversing = heart.conversing
        self._reading = heart.reading
        self._shown_as = shown_as

    async def on_phone_call_changed(self, event: PhoneCallChanged) -> None:
        talk = await self._reading.find(event.conversation)
        if talk is None:
            return
        agent = self._shown_as(event.agent) if event.agent else ""
        minutes = max(1, round(event.seconds / 60))
        line = translate(
            shown_in(talk.locale), _line(event), digits=event.digits, agent=agent, minutes=minutes
        )
        with suppress(NotFound, Conflict):
            await self._conversing.note_fact(
                talk.id,
                "phone",
                value=event.call,
                reason=event.state,
                key=f"{event.call}/{_line(event)[:40]}",
                text=line,
                public=True,
            )


def _line(event: PhoneCallChanged) -> str:
    match event.state:
        case State.TALKING:
            return TALKS
        case State.MISSED:
            return MISSED
        case State.ENDED:
            return {"talked": TALKED, "callback": CALLED_BACK}.get(event.reason, LEFT)
    if event.verified:
        return PROVEN
    return CAME if event.digits else CAME_HIDDEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    engine: Engine
    heart: Heart
    work: Work
    booked: Callbacks
    numbers: PhoneNumbers
    inbox: InboxId

    async def offer(self, locale: str, number: str) -> Offer:
        place = Place(inbox=self.inbox, language=locale)
        ahead = await Prospect(self.work, self.engine.clock).of(channel=CHANNEL, place=place)
        come = await self.work.routing.standings.arrival(Need(language=language_of(locale)), channel=CHANNEL)
        return Offer(
            open=ahead.open,
            opens=ahead.next_open,
            staffed=ahead.there,
            wait=wait_words(come.told, shown_in(locale)) if come.told and ahead.open else "",
            times=await self._times(place, number, there=ahead.there),
        )

    async def bring(self, conversation: ConversationId) -> None:
        found = await self.heart.reading.find(conversation)
        if found is None or found.status in {Status.CLOSED, Status.WITH_AGENT, Status.WAITING_FOR_AGENT}:
            return
        if found.status is Status.RESOLVED:
            await self.heart.conversing.reopen(conversation)
        await self.heart.conversing.request_agent(conversation, reason=CHANNEL)

    async def pass_on(self, conversation: ConversationId, agent: AgentId) -> None:
        with suppress(NotFound):  # no longer theirs
            await self.work.routing.moving.give_back(agent, conversation)

    async def phone_of(self, agent: AgentId) -> str:
        if self.booked.twilio is not None:
            return await self.booked.twilio.phones.of(agent)
        return PLAYED_PHONE

    async def _times(self, place: Place, number: str, *, there: bool) -> Sequence[str]:
        """None for a number that we may not call, or cannot see."""
        try:
            self.numbers.read(number)
        except Invalid:
            return ()
        offered = await self.booked.booking.offered(place)
        soonest = [NOW] if offered.now and there else []
        return [*soonest, *(str(millis(one.begins)) for one in offered.slots)]


@dataclass(frozen=True, slots=True)
class Booked:
    """Callbacks, as a caller books them by keys."""

    callbacks: Callbacks
    seal: Callable[[str], str]

    async def book(
        self, viewer: ContactViewer, id: ConversationId, number: str, time: str, since: datetime
    ) -> str:
        booking = self.callbacks.booking
        slot = None if time == NOW else from_millis(int(time))
        try:
            made = await booking.book(viewer, id, number, slot, address=f"phone:{self.seal(number)}")
        except Conflict:
            live = await self.callbacks.archive.live_of(id)
            if live is None or live.contact != viewer.contact or live.made_at < since:
                raise
            return live.id
        return made.id

    def says_first(self, callback: str) -> str:
        return self.callbacks.spoken(CallbackId(callback), FIRST_RING)


@dataclass(frozen=True, slots=True)
class Nameless:
    contacts: Contacts

    async def nameless(self, call: CallId, locale: str) -> ContactId:
        return await self.contacts.book.recognise(Identity(CHANNEL, call), locale=locale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotline:
    answering: Answering
    codes: Codes
    needs: hotline_http.Needs
    jobs: HotlineJobs
    teller: CallTeller
    is_there: bool


def hotline(
    engine: Engine,
    heart: Heart,
    around: tuple[Contacts, Work, Callbacks],
    shown_as: Callable[[AgentId], str],
) -> Hotline:
    contacts, work, booked = around
    settings, limiter = engine.settings, SharedLimiter(engine.db, engine.clock)
    numbers = PhoneNumbers(engine.key, settings.voice.regions, settings.locale)
    inbox = InboxId(settings.inboxes[0].id if settings.inboxes else "")
    opens, said = open_work(engine.db), Booked(booked, numbers.sealed)
    codes = Codes(open_work=opens, talks=heart.reading, limiter=limiter, key=engine.key, clock=engine.clock)
    answering = Answering(
        open_work=opens,
        archive=SqlArchive(engine.db),
        talks=heart.reading,
        conversing=heart.conversing,
        floor=Floor(engine=engine, heart=heart, work=work, booked=booked, numbers=numbers, inbox=inbox),
        callbacks=said,
        book=Nameless(contacts),
        codes=codes,
        words=HotlineWords(
            app=settings.name_of_app,
            slot=lambda locale, at: stretch_and_zone(locale, at, at + LENGTH, settings.time_zone),
            when=lambda locale, at: when(locale, at, settings.time_zone),
            says_first=said.says_first,
        ),
        limiter=limiter,
        seal=numbers.sealed,
        inbox=inbox,
        clock=engine.clock,
    )
    if booked.twilio is not None:
        booked.twilio.incoming = TwilioIncoming(
            answering=answering, base=settings.public_url, number=settings.voice.twilio.number
        )
    return Hotline(
        answering=answering,
        codes=codes,
        needs=hotline_http.Needs(
            answering=answering,
            codes=codes,
            number=settings.voice.twilio.number,
            shown_as=shown_as,
            plays=settings.voice.provider == "simulator",
        ),
        jobs=HotlineJobs(answering),
        teller=CallTeller(heart, shown_as),
        is_there=bool(settings.inboxes) and settings.voice.provider != "",
    )
