"""Callbacks: who dials, how they stand in the queue, and what is told of them in the conversation."""

import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart, secret_asked_in, shown_in
from walletdesk.app.wiring.people import Staff
from walletdesk.app.wiring.phones import twilio
from walletdesk.app.wiring.work import Work
from walletdesk.callbacks import (
    LENGTH,
    Booking,
    CallbackChanged,
    Calling,
    CallProvider,
    Change,
    PhoneNumbers,
    SpokenNumbers,
    State,
)
from walletdesk.callbacks import http as callback_http
from walletdesk.callbacks import store as callback_store
from walletdesk.callbacks.jobs import FORGET, CallbackJobs, Doubt
from walletdesk.callbacks.reactions import CallbackReactions
from walletdesk.channels.voice import PhoneSimulator
from walletdesk.channels.voice.store import SqlExchange
from walletdesk.channels.voice.twilio import TwilioPhone
from walletdesk.conversations import Priority, Said, Status
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.platform.i18n import stretch_and_zone, translate, when
from walletdesk.platform.limits import SharedLimiter
from walletdesk.platform.settings import Settings
from walletdesk.sla import ClockWatch
from walletdesk.staff.store import audit_in
from walletdesk.tickets import AutomaticTickets
from walletdesk.tickets.reactions import LEFT_THE_LINE

HOUR: Final = timedelta(hours=1)
BOOKED_SLOT: Final = (
    "You booked a call: {slot}. It stands under “Your callbacks” with a number that our agent says first. "
    "Whoever cannot say it isn't us."
)
BOOKED_NOW: Final = (
    "You booked a call: your place in line is kept, and we call when it is your turn. It stands under “Your "
    "callbacks” with a number that our agent says first. Whoever cannot say it isn't us."
)
MOVED_SLOT: Final = "Your call was moved: {slot}."
MOVED_NOW: Final = "Your call was moved: we call when it is your turn."
CANCELLED: Final = {
    "contact": "You cancelled the call. Nobody calls you.",
    "resolved": "The conversation was resolved, so the call is off. Nobody calls you.",
    "closed": "The conversation was closed, so the call is off. Nobody calls you.",
    "no_hours": (
        "There is no time any more at which we are open for calls, so your call is off. We are sorry. Nobody "
        "calls you; write to us here."
    ),
}
PUT_OFF: Final = "We are closed at the time of your call. We are sorry. It is moved: we try from {at} on."
RINGS: Final = (
    "We are about to call you. Our agent says this number first: {number}. Compare it before you say "
    "anything. Whoever cannot say it isn't us: hang up. We never ask for your recovery phrase, private key, "
    "password or code."
)
LATE: Final = (
    "We said that we would call you: {slot}. We did not, and are sorry. Your call is kept and goes ahead of "
    "those without an appointment. We cannot say the minute. You can choose another half hour under “Your "
    "callbacks”, or write here instead."
)
LATE_CLOSED: Final = (
    "We said that we would call you: {slot}. We did not, and are sorry. We are closed now and call from {at} "
    "on. You can choose another half hour under “Your callbacks”, or write here instead."
)
TALKED: Final = "We talked on the phone: {minutes} min."
NOT_REACHED: Final = "We called and did not reach you. We try again from {at} on."
NOT_DIALLED: Final = "We could not call you, and are sorry. We try again from {at} on."
CUT_OFF: Final = "The line broke. We call again from {at} on."
MISSED: Final = (
    "We called and did not reach you, and do not call any more. Your question is kept under {ticket}: a "
    "person answers here in writing. You can book another call."
)
NOT_CALLED: Final = (
    "We are sorry: we could not call you, and your phone did not ring. We do not call any more. Your "
    "question is kept under {ticket}: a person answers here in writing. You can book another call."
)


class Queue:
    """How a callback asks for people."""

    def __init__(self, heart: Heart, work: Work) -> None:
        self._heart = heart
        self._work = work

    async def bring(self, conversation: ConversationId, *, ahead: bool) -> None:
        found = await self._heart.reading.find(conversation)
        if found is None or found.status is Status.CLOSED:
            return
        conversing = self._heart.conversing
        if found.status is Status.RESOLVED:
            await conversing.reopen(conversation)
        if ahead and found.priority is Priority.NORMAL:
            await conversing.set_priority(conversation, Priority.HIGH)
        await conversing.request_agent(conversation, reason="callback")

    async def pass_on(self, conversation: ConversationId, agent: AgentId) -> None:
        with suppress(NotFound):  # no longer theirs
            await self._work.routing.moving.give_back(agent, conversation)


class CallTeller:
    """The contact reads it in the conversation; for agents it is a line, with how long and why."""

    def __init__(
        self, heart: Heart, tickets: AutomaticTickets, settings: Settings, spoken: SpokenNumbers
    ) -> None:
        self._spoken = spoken
        self._conversing = heart.conversing
        self._reading = heart.reading
        self._tickets = tickets
        self._zone = settings.time_zone

    async def on_callback_changed(self, event: CallbackChanged) -> None:
        """What the contact reads, and the line for agents. What our own people missed is for them alone."""
        value = str(_minutes(event) or "") if event.what is Change.ENDED else ""
        if event.what is Change.MISSED:
            value = await self._ticket(event.conversation)
        if words := self._words(event, value):
            await self._say(event, words)
        if event.what is Change.RINGS:  # for agents their card shows it
            return
        await self._fact(event, value or (event.on.isoformat() if event.on else ""))

    def _words(self, event: CallbackChanged, value: str) -> str:
        locale = shown_in(event.locale)
        sentence = _sentence(event)
        told = {"slot": "", "at": "", "minutes": value, "ticket": value, "number": ""}
        if event.what is Change.RINGS:
            told["number"] = self._spoken(event.callback, event.ring)
        if slot := event.slot or event.on:  # older events know one time only
            told["slot"] = stretch_and_zone(locale, slot, slot + LENGTH, self._zone)
        if event.on is not None:
            told["at"] = when(locale, event.on, self._zone)
        return translate(locale, sentence, **told) if sentence else ""

    async def _ticket(self, conversation: ConversationId) -> str:
        """It becomes a question in writing, with a number."""
        found = await self._reading.find(conversation)
        if found is None:
            return ""
        ticket = await self._tickets.open_for_conversation(
            found.id,
            reason=LEFT_THE_LINE,
            subject=found.subject,
            contact=found.contact,
            priority=found.priority,
            team=found.team,
        )
        return ticket.name

    async def _fact(self, event: CallbackChanged, value: str) -> None:
        what, key = f"call_{event.what.value}", f"{event.callback}/{event.version}"
        with suppress(NotFound, Conflict):
            await self._conversing.note_fact(
                event.conversation, what, value=value, reason=event.reason, key=key
            )

    async def _say(self, event: CallbackChanged, words: str) -> None:
        said = Said(text=words, client_id=f"callback/{event.callback}/{event.version}/{event.what.value}")
        with suppress(NotFound, Conflict):  # closed: their own page says it as well
            await self._conversing.answer_as_bot(event.conversation, said, is_news=True)


def _minutes(event: CallbackChanged) -> int:
    return max(1, round(event.seconds / 60)) if event.reason == "talked" else 0


def _sentence(event: CallbackChanged) -> str:
    match event.what:
        case Change.BOOKED:
            return BOOKED_SLOT if event.on else BOOKED_NOW
        case Change.MOVED:
            return MOVED_SLOT if event.on else MOVED_NOW
        case Change.CANCELLED:
            return CANCELLED[event.reason]
        case Change.RINGS:
            return RINGS
        case Change.ENDED:
            return _of_call(event)
    return _not_kept(event)


def _not_kept(event: CallbackChanged) -> str:
    match event.what:
        case Change.PUT_OFF:
            return PUT_OFF
        case Change.LATE:  # nothing more where it was put off: that was told
            return {"": LATE, "closed": LATE_CLOSED}.get(event.reason, "")
    return NOT_CALLED if event.reason == "not_called" else MISSED


def _of_call(event: CallbackChanged) -> str:
    if event.reason == "talked":
        return TALKED
    if event.on is None:
        return ""
    return {"dropped": CUT_OFF, "not_called": NOT_DIALLED}.get(event.reason, NOT_REACHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Callbacks:
    needs: callback_http.Needs
    booking: Booking
    calling: Calling
    archive: callback_store.SqlArchive
    spoken: SpokenNumbers
    reactions: CallbackReactions
    jobs: CallbackJobs
    teller: CallTeller
    simulator: PhoneSimulator | None
    twilio: TwilioPhone | None

    async def is_booked(self, conversation: ConversationId) -> bool:
        return await self.archive.live_of(conversation) is not None

    async def plan(self, engine: Engine) -> None:
        """Numbers of what is over are forgotten from day to day."""
        async with engine.db.write() as tx:
            tx.schedule(Job(kind=FORGET, key="all", run_at=engine.clock() + HOUR))


def simulator(engine: Engine) -> PhoneSimulator | None:
    """Real ones are adapters beside it in ``channels.voice``."""
    voice = engine.settings.voice
    if voice.provider != "simulator":
        return None
    pause = timedelta(seconds=voice.simulator_seconds)
    return PhoneSimulator(SqlExchange(engine.db), pause=pause, clock=engine.clock)


def callbacks(engine: Engine, heart: Heart, work: Work, staff: Staff) -> Callbacks:
    voice, exchange, dialled = engine.settings.voice, simulator(engine), twilio(engine, staff)
    provider: CallProvider | None = exchange or dialled
    archive = callback_store.SqlArchive(engine.db)
    open_work = callback_store.open_work(engine.db, audit_in(engine.key))
    booking = Booking(
        open_work=open_work,
        archive=archive,
        hours=work.timetable_of,
        talks=heart.reading,
        stops=heart.conversing,
        secret_in=secret_asked_in,
        numbers=PhoneNumbers(engine.key, voice.regions, engine.settings.locale),
        limiter=SharedLimiter(engine.db, engine.clock),  # nobody gains by every node more
        provider=provider,
        clock=engine.clock,
    )
    calling = Calling(
        open_work=open_work,
        archive=archive,
        booking=booking,
        hours=work.timetable_of,
        talks=heart.reading,
        floor=Queue(heart, work),
        provider=provider,
        clock=engine.clock,
    )
    if exchange is not None:
        exchange.hear = calling.heard
    if dialled is not None:
        dialled.hear = calling.heard

    async def is_to_be_called(conversation: ConversationId) -> bool:
        found = await archive.live_of(conversation)
        return found is not None and found.state in {State.IN_LINE, State.CALLING}

    work.called.ask = is_to_be_called
    spoken = SpokenNumbers(engine.key)
    return Callbacks(
        needs=callback_http.Needs(booking, calling, archive, heart.reading, spoken, staff.directory.shown_as),
        booking=booking,
        calling=calling,
        archive=archive,
        spoken=spoken,
        reactions=CallbackReactions(calling),
        jobs=CallbackJobs(
            booking,
            calling,
            kept=timedelta(days=voice.keep_numbers_days),
            doubt=Doubt(ClockWatch(), engine.clock, time.monotonic),
        ),
        teller=CallTeller(heart, work.automatic, engine.settings, spoken),
        simulator=exchange,
        twilio=dialled,
    )
