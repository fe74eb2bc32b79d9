"""Callbacks: who dials, how they stand in the queue, and what is told of them in the conversation."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart, secret_asked_in, shown_in
from walletdesk.app.wiring.work import Work
from walletdesk.callbacks import (
    LENGTH,
    Booking,
    CallbackBooked,
    CallbackCancelled,
    CallbackMissed,
    CallbackPutOff,
    CallEnded,
    Calling,
    CallProvider,
    PhoneNumbers,
    SpokenNumbers,
    State,
)
from walletdesk.callbacks import store as callback_store
from walletdesk.callbacks.jobs import FORGET, CallbackJobs
from walletdesk.callbacks.reactions import CallbackReactions
from walletdesk.channels.voice import PhoneSimulator
from walletdesk.channels.voice.store import SqlExchange
from walletdesk.conversations import Conversation, Priority, Said, Status
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.platform.i18n import Locale, stretch, translate, when
from walletdesk.platform.limits import SharedLimiter
from walletdesk.platform.settings import Settings
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
}
PUT_OFF: Final = "We are closed at the time of your call. We are sorry. It is moved: we try from {at} on."
TALKED: Final = "We talked on the phone: {minutes} min."
NOT_REACHED: Final = "We called and did not reach you. We try again from {at} on."
CUT_OFF: Final = "The line broke. We call again from {at} on."
MISSED: Final = (
    "We called and did not reach you, and do not call any more. Your question is kept under {ticket}: a "
    "person answers here in writing. You can book another call."
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

    def __init__(self, heart: Heart, tickets: AutomaticTickets, settings: Settings) -> None:
        self._conversing = heart.conversing
        self._reading = heart.reading
        self._tickets = tickets
        self._zone = settings.time_zone

    async def on_booked(self, event: CallbackBooked) -> None:
        sentence = {
            (False, True): BOOKED_SLOT,
            (False, False): BOOKED_NOW,
            (True, True): MOVED_SLOT,
            (True, False): MOVED_NOW,
        }[event.moved, event.slot is not None]
        locale = shown_in(event.locale)
        slot = self._slot(locale, event.slot) if event.slot else ""
        key = f"{event.callback}/{event.version}"
        await self._say(event.conversation, f"callback/{key}", translate(locale, sentence, slot=slot))
        await self._note(event.conversation, "call_booked", event.slot, key)

    async def on_cancelled(self, event: CallbackCancelled) -> None:
        words = translate(shown_in(event.locale), CANCELLED[event.reason])
        await self._say(event.conversation, f"callback/{event.callback}/off", words)
        await self._fact(event.conversation, "call_cancelled", event.reason, key=event.callback)

    async def on_put_off(self, event: CallbackPutOff) -> None:
        locale = shown_in(event.locale)
        key = f"callback/{event.callback}/until/{event.until.isoformat()}"
        await self._say(event.conversation, key, translate(locale, PUT_OFF, at=self._at(locale, event.until)))

    async def on_ended(self, event: CallEnded) -> None:
        """What our own people missed is for them alone."""
        minutes = max(1, round(event.seconds / 60)) if event.result == "talked" else 0
        await self._fact(
            event.conversation, "call_ended", str(minutes or ""), reason=event.result, key=event.call
        )
        locale = shown_in(event.locale)
        if event.result == "talked":
            words = translate(locale, TALKED, minutes=minutes)
        elif event.again is not None:
            sentence = CUT_OFF if event.result == "dropped" else NOT_REACHED
            words = translate(locale, sentence, at=self._at(locale, event.again))
        else:
            return
        await self._say(event.conversation, f"call/{event.call}", words)

    async def on_missed(self, event: CallbackMissed) -> None:
        """It becomes a question in writing, with a number, and nobody calls any more."""
        found = await self._reading.find(event.conversation)
        if found is None:
            return
        number = await self._ticket(found)
        words = translate(shown_in(event.locale), MISSED, ticket=number)
        await self._say(event.conversation, f"callback/{event.callback}/missed", words)
        await self._fact(event.conversation, "call_given_up", number, key=event.callback)

    async def _ticket(self, found: Conversation) -> str:
        ticket = await self._tickets.open_for_conversation(
            found.id,
            reason=LEFT_THE_LINE,
            subject=found.subject,
            contact=found.contact,
            priority=found.priority,
            team=found.team,
        )
        return ticket.name

    async def _note(self, conversation: ConversationId, what: str, at: datetime | None, key: str) -> None:
        await self._fact(conversation, what, at.isoformat() if at else "", key=key)

    async def _fact(
        self, conversation: ConversationId, what: str, value: str, *, key: str, reason: str = ""
    ) -> None:
        with suppress(NotFound, Conflict):
            await self._conversing.note_fact(conversation, what, value=value, reason=reason, key=key)

    async def _say(self, conversation: ConversationId, key: str, words: str) -> None:
        with suppress(NotFound, Conflict):  # closed: their own page says it as well
            await self._conversing.answer_as_bot(conversation, Said(text=words, client_id=key), is_news=True)

    def _slot(self, locale: Locale, slot: datetime) -> str:
        return stretch(locale, slot, slot + LENGTH, self._zone)

    def _at(self, locale: Locale, at: datetime) -> str:
        return when(locale, at, self._zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Callbacks:
    booking: Booking
    calling: Calling
    archive: callback_store.SqlArchive
    spoken: SpokenNumbers
    reactions: CallbackReactions
    jobs: CallbackJobs
    teller: CallTeller
    simulator: PhoneSimulator | None

    async def plan(self, engine: Engine) -> None:
        """Numbers of what is over are forgotten from day to day."""
        async with engine.db.write() as tx:
            tx.schedule(Job(kind=FORGET, key="all", run_at=engine.clock() + HOUR))


def simulator(engine: Engine) -> PhoneSimulator | None:
    """The providers there are; a real one is another adapter in ``channels.voice``."""
    voice = engine.settings.voice
    makers: dict[str, Callable[[], PhoneSimulator]] = {
        "simulator": lambda: PhoneSimulator(
            SqlExchange(engine.db), pause=timedelta(seconds=voice.simulator_seconds), clock=engine.clock
        )
    }
    return makers[voice.provider]() if voice.provider else None


def callbacks(engine: Engine, heart: Heart, work: Work) -> Callbacks:
    voice, exchange = engine.settings.voice, simulator(engine)
    provider: CallProvider | None = exchange
    archive = callback_store.SqlArchive(engine.db)
    open_work = callback_store.open_work(engine.db, audit_in(engine.key))
    booking = Booking(
        open_work=open_work,
        archive=archive,
        hours=work.hours,
        talks=heart.reading,
        stops=heart.conversing,
        secret_in=secret_asked_in,
        numbers=PhoneNumbers(engine.key, voice.regions),
        limiter=SharedLimiter(engine.db, engine.clock),  # nobody gains by every node more
        provider=provider,
        clock=engine.clock,
    )
    calling = Calling(
        open_work=open_work,
        archive=archive,
        booking=booking,
        hours=work.hours,
        talks=heart.reading,
        floor=Queue(heart, work),
        provider=provider,
        clock=engine.clock,
    )
    if exchange is not None:
        exchange.hear = calling.heard

    async def is_to_be_called(conversation: ConversationId) -> bool:
        found = await archive.live_of(conversation)
        return found is not None and found.state in {State.IN_LINE, State.CALLING}

    work.called.ask = is_to_be_called
    return Callbacks(
        booking=booking,
        calling=calling,
        archive=archive,
        spoken=SpokenNumbers(engine.key),
        reactions=CallbackReactions(calling),
        jobs=CallbackJobs(booking, calling, kept=timedelta(days=voice.keep_numbers_days)),
        teller=CallTeller(heart, work.automatic, engine.settings),
        simulator=exchange,
    )
