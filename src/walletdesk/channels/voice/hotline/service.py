"""Use cases of calls that come in. Each: load, decide, save, emit; then what the caller hears.

A provider tells each thing once or many times, late or never. Its name for the call and the number of the
turn make repeating harmless: what was pressed at an earlier turn is answered with the turn that is heard now.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from walletdesk.channels.voice.hotline.codes import Codes
from walletdesk.channels.voice.hotline.model import (
    CODE_LENGTH,
    DANGER,
    MENU_LASTS,
    TALK_LASTS,
    Call,
    Offer,
    State,
    Step,
    Turn,
    Wish,
)
from walletdesk.channels.voice.hotline.ports import (
    Archive,
    Book,
    Callbacks,
    Conversing,
    Floor,
    Limiter,
    OpenWork,
    Seal,
    Talks,
    Words,
)
from walletdesk.conversations import Author, Beginning, Conversation, Priority, Said, Speaker, Status
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, TooMany
from walletdesk.kernel.ids import CallId, ContactId, ConversationId, InboxId, new_id
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import AgentViewer, ContactViewer

LOOK: Final = "phone.look"
CHANNEL: Final = "phone"
OFTEN: Final = (10, 3_600)  # calls of one number in an hour
WITHHELD: Final = (300, 3_600)  # of all that show none: nobody may keep the others away
ASK_AGAIN: Final = 10  # seconds, while they wait
MOST_LISTED: Final = 200
Change = Callable[[Call, datetime], Call]


class Dialled(StrEnum):
    """How a phone of ours was rung."""

    TALKS = "talks"
    TALKED = "talked"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Caller:
    """``number``: as it was shown, which proves nothing; empty where it is withheld. It is not kept."""

    provider: str
    known_as: str
    number: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Everything that changes a call goes through here."""

    open_work: OpenWork
    archive: Archive
    talks: Talks
    conversing: Conversing
    floor: Floor
    callbacks: Callbacks
    book: Book
    codes: Codes
    words: Words
    limiter: Limiter
    seal: Seal
    inbox: InboxId
    clock: Clock

    async def came(self, caller: Caller) -> Turn:
        """It rings here. Told twice it is one call."""
        known = await self.archive.known(caller.provider, caller.known_as)
        if known is None:
            known = await self._begin(caller)
        return await self._turn(known, caller)

    async def pressed(self, caller: Caller, n: int, digits: str) -> Turn:
        """At turn ``n``; empty: nothing within the time."""
        call = await self._known(caller)
        if n != call.n or call.is_over:
            return await self._turn(call, caller)
        decided, wish = call.pressed(digits, self.clock())
        changed = await self._fulfil(call, decided, wish, digits, caller)
        return await self._turn(await self._save(call, changed), caller)

    async def waited(self, caller: Caller) -> Turn:
        """They are still on the line."""
        call = await self._known(caller)
        if call.step is Step.WAITING and call.has_waited(self.clock()):
            call = await self._change(call.id, lambda held, _: held.gives_up())
        return await self._turn(call, caller)

    async def dialled(self, caller: Caller, n: int, how: Dialled) -> Turn:
        """What became of our own phone that was rung at turn ``n``."""
        call = await self._known(caller)
        match how:
            case Dialled.TALKS:
                call = await self._change(call.id, lambda held, at: held.talks(at))
            case Dialled.TALKED:
                call = await self._change(call.id, lambda held, at: held.talks(at).over("talked", at))
            case Dialled.MISSED if n == call.n and call.step is Step.WAITING:
                call = await self._missed(call)
        return await self._turn(call, caller)

    async def hung_up(self, caller: Caller, *, recording: str = "") -> None:
        """In whatever state. ``recording``: an address at the provider, where it was consented to."""
        call = await self._known(caller)

        def decide(held: Call, at: datetime) -> Call:
            over = held.over("talked" if held.talked_at else "hung_up", at)
            return replace(over, recording=recording) if recording else over

        await self._change(call.id, decide)

    async def look(self, id: CallId) -> None:
        """Whether its end was lost on the way to us."""
        call = await self.archive.find(id)
        if call is None or call.is_over:
            return
        if call.is_silent(self.clock()):
            await self._change(id, lambda held, at: held.over("lost", at))
            return
        async with self.open_work() as work:
            work.schedule(_look(call))

    async def seen_by(self, viewer: AgentViewer, conversation: ConversationId) -> Sequence[Call]:
        """Calls of one conversation. Raises NotFound."""
        await self.talks.seen_by(viewer, conversation)
        return await self.archive.of_conversation(conversation)

    async def latest(self) -> Sequence[Call]:
        return await self.archive.latest(MOST_LISTED)

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        """Two contacts turned out to be one person. Safe to repeat."""
        async with self.open_work() as work:
            await work.calls.hand_over(absorbed, to)
            await work.codes.hand_over(absorbed, to)

    async def _begin(self, caller: Caller) -> Call:
        at = self.clock()
        number = self.seal(caller.number) if caller.number else ""
        call = Call(
            id=CallId(new_id("inc", millis(at))),
            provider=caller.provider,
            known_as=caller.known_as,
            number=number,
            digits=caller.number[-2:],
            began_at=at,
        )
        try:
            key, most = (f"phone:{number}", OFTEN) if number else ("phone:withheld", WITHHELD)
            await self.limiter.hit(key, *most)
        except TooMany:
            call = replace(call.over("too_many", at), state=State.ENDED, told="too_many")
        async with self.open_work() as work:
            if await work.calls.add(call):
                if not call.is_over:
                    work.schedule(_look(call))
                return call
        return await self._known(caller)  # told twice at one moment

    async def _fulfil(self, before: Call, decided: Call, wish: Wish, digits: str, caller: Caller) -> Call:
        match wish:
            case Wish.CHECK_CODE:
                return await self._check(decided, digits)
            case Wish.PERSON:
                offer = await self.floor.offer(decided.locale, caller.number)
                return await self._wait(decided) if offer.person else decided.refused("no_person")
            case Wish.TIMES:
                offer = await self.floor.offer(decided.locale, caller.number)
                return decided.shown_times(offer.times) if offer.times else decided.refused("no_times")
            case Wish.BOOK:
                return await self._book(decided, before.chosen(digits), caller)
        return decided

    async def _check(self, call: Call, typed: str) -> Call:
        whose = await self.codes.whose(call, typed)
        if whose is None:
            return call.wrong_code()
        return call.proven(whose.contact, whose.conversation)

    async def _wait(self, call: Call) -> Call:
        joined = await self._joined(call)
        assert joined.conversation is not None  # noqa: S101 - it was joined
        await self.floor.bring(joined.conversation)
        return joined.waits(self.clock())

    async def _book(self, call: Call, time: str, caller: Caller) -> Call:
        joined = await self._joined(call)
        assert joined.contact is not None  # noqa: S101 - it was joined
        assert joined.conversation is not None  # noqa: S101
        viewer = ContactViewer(contact=joined.contact)
        try:
            callback = await self.callbacks.book(
                viewer, joined.conversation, caller.number, time, call.began_at
            )
        except Conflict as refusal:
            return joined.refused("booked_already" if refusal.code == "booked_already" else "gone")
        except (Invalid, TooMany):
            return joined.refused("no_times")
        return joined.booked(callback, self.clock())

    async def _joined(self, call: Call) -> Call:
        """With a conversation: the one the code was shown in, or a new one. Safe to repeat."""
        talk = await self.talks.find(call.conversation) if call.conversation else None
        if talk is None or talk.status is Status.CLOSED:
            talk = await self._start(call)
        if call.about == DANGER and talk.priority is Priority.NORMAL:
            await self.conversing.set_priority(talk.id, Priority.SECURITY)
        return call.belongs_to(talk.contact, talk.id)

    async def _start(self, call: Call) -> Conversation:
        contact = call.contact or await self.book.nameless(call.id, call.locale)
        beginning = Beginning(
            contact=contact,
            inbox=self.inbox,
            channel=CHANNEL,
            locale=call.locale,
            category=call.about,
            wants_agent=CHANNEL,
            priority=Priority.SECURITY if call.about == DANGER else Priority.NORMAL,
            key=f"phone/{call.id}",
        )
        said = Said(text=self.words.begins(call), client_id=f"phone/{call.id}")
        return await self.conversing.start(beginning, Author(Speaker.CONTACT, contact), said)

    async def _missed(self, call: Call) -> Call:
        """Our own phone was not picked up: the conversation goes to somebody else, too."""
        if call.agent is not None and call.conversation is not None:
            await self.floor.pass_on(call.conversation, call.agent)
        return await self._change(call.id, lambda held, at: held.not_picked_up(at))

    async def _turn(self, call: Call, caller: Caller) -> Turn:
        offer = Offer()
        if call.step is Step.WAITING:
            call, dials = await self._rung(call)
            if dials:
                return Turn(call=call.id, n=call.n, dials=dials)
        if call.step is Step.CHOICE or (call.step is Step.WAITING and not call.is_over):
            offer = await self.floor.offer(call.locale, caller.number)
        says = self.words.turn(call, offer)
        if call.is_over or call.step is Step.TALKING:
            return Turn(call=call.id, n=call.n, says=says)
        if call.step is Step.WAITING:
            return Turn(call=call.id, n=call.n, says=says, waits=ASK_AGAIN)
        gathers = CODE_LENGTH if call.step is Step.CODE else 1
        return Turn(call=call.id, n=call.n, says=says, gathers=gathers)

    async def _rung(self, call: Call) -> tuple[Call, str]:
        """The phone of whoever has the conversation now; who has none is passed over."""
        talk = await self.talks.find(call.conversation) if call.conversation else None
        if talk is None or talk.status is not Status.WITH_AGENT or talk.assignee is None:
            return call, ""
        agent = talk.assignee
        phone = await self.floor.phone_of(agent)
        if call.agent != agent:
            call = await self._change(call.id, lambda held, _: held.rung(agent))
        return (call, phone) if phone else (await self._missed(call), "")

    async def _known(self, caller: Caller) -> Call:
        found = await self.archive.known(caller.provider, caller.known_as)
        if found is None:
            raise NotFound
        return found

    async def _save(self, before: Call, after: Call) -> Call:
        """Where it stands as it was read; of two that pressed at one moment the first counts."""
        return await self._change(before.id, lambda held, _: after if held == before else held)

    async def _change(self, id: CallId, decide: Change) -> Call:
        at = self.clock()
        async with self.open_work() as work:
            held = await work.calls.hold(id)
            if held is None:
                raise NotFound
            after = decide(held, at)
            if after != held:
                await work.calls.save(after)
                if _is_news(held, after):
                    work.emit(*after.changed(at))
                if after.is_over:
                    work.cancel(LOOK, id)
        return after


def _is_news(before: Call, after: Call) -> bool:
    return (before.state, before.conversation, before.verified) != (
        after.state,
        after.conversation,
        after.verified,
    )


def _look(call: Call) -> Job:
    lasts = TALK_LASTS if call.talked_at else MENU_LASTS
    return Job(kind=LOOK, key=call.id, run_at=(call.talked_at or call.began_at) + lasts)
