"""Calls by the browser: whom they may ring, where media meets, what the conversation tells of them."""

from collections.abc import AsyncIterable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from walletdesk.app.wiring.callbacks import Callbacks
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart, shown_in
from walletdesk.app.wiring.people import Directory
from walletdesk.channels.voice.webrtc import Call, Relays, Side, State, Talking, VoiceCallChanged, Why
from walletdesk.channels.voice.webrtc import http as voice_http
from walletdesk.channels.voice.webrtc.jobs import VoiceJobs
from walletdesk.channels.voice.webrtc.post import MemoryPost
from walletdesk.channels.voice.webrtc.reactions import VoiceReactions
from walletdesk.channels.voice.webrtc.store import SqlArchive, open_work
from walletdesk.channels.voice.webrtc.voicemail import Leaving
from walletdesk.channels.webchat import feed_key as contact_key
from walletdesk.conversations import Kept, Said
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import AgentId, ConversationId, InboxId
from walletdesk.platform.blobs import Intake
from walletdesk.platform.feed import Hub
from walletdesk.platform.i18n import Locale, translate
from walletdesk.platform.limits import SharedLimiter
from walletdesk.platform.settings import Settings, secret_from
from walletdesk.workspace import feed_key as agent_key

RINGS: Final = (
    "{agent} would like to talk to you by voice, here in this conversation. Nobody calls your phone. Answer "
    "or decline it below. Never tell anybody your recovery phrase, private key, password or code, also not "
    "by voice. We never ask for them."
)
FROM_AGENT: Final = "Voice call from {agent}"
TO_AGENT: Final = "Voice call to {agent}"
ANSWERED: Final = "The call was answered."
TALKED: Final = "The call is over. It took {minutes} min."
OVER: Final = "The call is over."
DECLINED: Final = "The call was declined."
MISSED: Final = "Nobody answered the call."
FAILED: Final = "The call did not come about."
NOT_HEARD: Final = "The call was ended: one side did not hear the other."


class CallTeller:
    """In the thread of both: that it rings, that it was answered, how it ended."""

    def __init__(self, heart: Heart, shown_as: Callable[[AgentId], str]) -> None:
        self._conversing = heart.conversing
        self._reading = heart.reading
        self._shown_as = shown_as

    async def on_voice_call_changed(self, event: VoiceCallChanged) -> None:
        talk = await self._reading.find(event.conversation)
        if talk is None:
            return
        agent, locale = self._shown_as(event.agent), shown_in(talk.locale)
        minutes = max(1, round(event.seconds / 60))
        line = translate(locale, _line(event), agent=agent, minutes=minutes)
        with suppress(NotFound, Conflict):
            if event.state == State.RINGING and event.by == Side.AGENT:
                # a screen that is not looked at rings as it does for a message: so it is one
                said = Said(text=translate(locale, RINGS, agent=agent), client_id=f"voice/{event.call}")
                await self._conversing.answer_as_bot(talk.id, said, is_news=True)
            await self._conversing.note_fact(
                talk.id,
                "voice",
                value=event.call,
                reason=event.state,
                key=f"{event.call}/{event.state}",
                text=line,
                public=True,
            )


def _line(event: VoiceCallChanged) -> str:
    match event.state:
        case State.RINGING:
            return FROM_AGENT if event.by == Side.AGENT else TO_AGENT
        case State.ACCEPTED:
            return ANSWERED
        case State.ENDED:
            return TALKED if event.seconds else OVER
    if event.reason == Why.NOT_HEARD:
        return NOT_HEARD
    return {State.DECLINED: DECLINED, State.MISSED: MISSED}.get(State(event.state), FAILED)


class Hints:
    """Both screens learn at once that there is something new; what it is they ask for."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def __call__(self, call: Call) -> None:
        body = (
            f'"t":"voice","conversation":"{call.conversation}","call":"{call.id}",'
            f'"state":"{call.state.value}","by":"{call.by.value}"'
        )
        self._hub.publish(contact_key(call.contact), body)
        self._hub.publish(agent_key(call.agent), body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    talking: Talking
    needs: voice_http.Needs
    jobs: VoiceJobs
    reactions: VoiceReactions
    teller: CallTeller
    leaving: Leaving


def voice(engine: Engine, heart: Heart, booked: Callbacks, directory: Directory, intake: Intake) -> Voice:
    shown_as = directory.shown_as

    def allows(inbox: InboxId) -> str:
        found = engine.settings.inbox(inbox)
        return found.voice if found else "off"

    async def book(conversation: ConversationId, locale: Locale) -> str:
        offered = await booked.booking.is_offered()
        return f"/callbacks?conversation={conversation}&locale={locale}" if offered else ""

    leaving = voicemail(engine, heart, directory, intake)
    talking = Talking(
        open_work=open_work(engine.db),
        archive=SqlArchive(engine.db),
        talks=heart.reading,
        post=MemoryPost(),
        tell=Hints(engine.hub),
        allows=allows,
        limiter=SharedLimiter(engine.db, engine.clock),
        clock=engine.clock,
    )
    return Voice(
        talking=talking,
        needs=voice_http.Needs(
            talking=talking,
            relays=relays(engine.settings),
            shown_as=shown_as,
            book=book,
            takes_voicemail=leaving.is_offered_in,
            clock=engine.clock,
        ),
        jobs=VoiceJobs(talking, engine.clock),
        reactions=VoiceReactions(talking),
        teller=CallTeller(heart, shown_as),
        leaving=leaving,
    )


def voicemail(engine: Engine, heart: Heart, directory: Directory, intake: Intake) -> Leaving:
    def allows(inbox: InboxId) -> bool:
        found = engine.settings.inbox(inbox)
        return found is not None and found.voicemail

    async def take_sound(name: str, pieces: AsyncIterable[bytes], most: int) -> Kept:
        taken = await intake.sound(name, pieces, most)
        return Kept(blob=taken.stored.id, name=taken.name, type=taken.type, size=taken.stored.size)

    async def hearers() -> int:
        return len(await directory.colleagues())

    return Leaving(
        talks=heart.reading,
        attaching=heart.attaching,
        conversing=heart.conversing,
        take_sound=take_sound,
        limiter=SharedLimiter(engine.db, engine.clock),
        allows=allows,
        hearers=hearers,
    )


def relays(settings: Settings) -> Relays:
    turn = settings.voice.turn
    return Relays(
        urls=tuple(turn.urls),
        secret=secret_from(turn.secret_file).encode() if turn.secret_file else b"",
        life=timedelta(seconds=turn.seconds),
        only=turn.only,
    )
