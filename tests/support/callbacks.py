"""Callbacks on a database, with the simulated exchange, a clock by hand, and jobs that a test runs itself."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from tests.support.kept import events_of
from tests.support.memory import Hands
from walletdesk.callbacks import (
    DUE,
    HANG_UP,
    LATE,
    RING,
    WATCH,
    Booking,
    Callback,
    CallbackChanged,
    Calling,
    CallProvider,
    Change,
    Line,
    PhoneNumbers,
)
from walletdesk.callbacks.jobs import CallbackJobs, Doubt
from walletdesk.callbacks.store import SqlArchive, open_work
from walletdesk.channels.voice import STEP, PhoneSimulator
from walletdesk.channels.voice.store import SqlExchange
from walletdesk.conversations import Conversation, Status
from walletdesk.hours import Calendar, CalendarId, OneOff, Place, Timetable, WeeklySpan
from walletdesk.kernel.errors import NotFound, SecretStopped
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, CallId, ContactId, ConversationId, InboxId
from walletdesk.kernel.viewers import AgentViewer, ContactViewer, Role, Viewer
from walletdesk.platform.db import Database
from walletdesk.platform.jobs import Jobs
from walletdesk.platform.limits import SharedLimiter
from walletdesk.sla import ClockWatch
from walletdesk.staff.store import audit_in

MONDAY: Final = datetime(2026, 11, 23, 2, 10, tzinfo=UTC)  # 10:10 in Shanghai; open from 9 to 18
OFFICE: Final = Calendar(
    id=CalendarId("cal_default"),
    name="Support",
    zone="Asia/Shanghai",
    week=tuple(WeeklySpan(day, 540, 1080) for day in range(5)),
)
ANN, BEN = ContactId("con_ann"), ContactId("con_ben")
KIM, LEE = AgentId("agt_kim"), AgentId("agt_lee")
LEAD: Final = AgentViewer(agent=LEE, role=Role.LEAD)
ANSWERS, BUSY, NO_ANSWER, DROPS, UNREACHABLE, AGENT_AWAY = (
    f"+86138001380{ending}" for ending in ("08", "01", "02", "03", "04", "05")
)
STEP_OF: Final = timedelta(seconds=3)


class OneCalendar:
    def __init__(self) -> None:
        self.timetable = Timetable(OFFICE)

    async def covering(self, place: Place) -> Timetable:
        return self.timetable

    def close(self, on: date) -> None:
        self.timetable = Timetable(replace(OFFICE, one_offs=(OneOff(on, "Closed"),)))


class Talks:
    """Each contact has as many as they ask for; agents may read all."""

    def __init__(self, clock: Hands) -> None:
        self._clock = clock
        self.known: dict[ConversationId, Conversation] = {}

    def begin(self, contact: ContactId, status: Status = Status.WAITING_FOR_AGENT) -> ConversationId:
        id, at = ConversationId(f"cnv_{len(self.known)}"), self._clock()
        self.known[id] = Conversation(
            id=id,
            contact=contact,
            inbox=InboxId("inb_webchat"),
            channel="webchat",
            locale="en",
            created_at=at,
            last_at=at,
            status=status,
        )
        return id

    async def find(self, id: ConversationId) -> Conversation | None:
        return self.known.get(id)

    async def seen_by(self, viewer: Viewer, id: ConversationId) -> Conversation:
        talk = self.known.get(id)
        if talk is None or (isinstance(viewer, ContactViewer) and viewer.contact != talk.contact):
            raise NotFound
        return talk

    async def of_contact(self, contact: ContactId, *, most: int = 50) -> Sequence[Conversation]:
        return [talk for talk in self.known.values() if talk.contact == contact]


class Stops:
    async def stop_secret(self, id: ConversationId, secret: str, size: str = "") -> None:
        raise SecretStopped(secret=secret)


@dataclass
class Queue:
    """Writes down what was asked of it."""

    brought: list[tuple[ConversationId, bool]] = field(default_factory=list)
    passed: list[AgentId] = field(default_factory=list)

    async def bring(self, conversation: ConversationId, *, ahead: bool) -> None:
        self.brought.append((conversation, ahead))

    async def pass_on(self, conversation: ConversationId, agent: AgentId) -> None:
        self.passed.append(agent)


class Counting:
    """An exchange that tells how often it was asked, and after which asking the process that asks dies."""

    def __init__(self, inner: CallProvider) -> None:
        self._inner = inner
        self.asked: list[str] = []
        self.dies_after = 0
        self.is_down = False
        self.refuses = False  # to ring a contact
        self.meanwhile: Callable[[], Awaitable[None]] | None = None  # while it rings our agent

    async def ring_agent(self, line: Line) -> str:
        known = await self._inner.ring_agent(line)
        self._count("agent")
        if self.meanwhile is not None:
            await self.meanwhile()
        return known

    async def ring_contact(self, line: Line) -> None:
        if self.refuses:
            raise ConnectionError("refused")
        await self._inner.ring_contact(line)
        self._count("contact")

    async def hang_up(self, call: CallId) -> None:
        if self.is_down:
            raise TimeoutError("no answer")
        await self._inner.hang_up(call)
        self._count("hung up")

    def _count(self, what: str) -> None:
        self.asked.append(what)
        if len(self.asked) == self.dies_after:
            raise ZeroDivisionError("killed before it could note that it asked")


class CallRig:
    def __init__(self, db: Database, clock: Hands | None = None) -> None:
        self.db, self.clock = db, clock or Hands(MONDAY)
        self.events: list[Event] = events_of(db)
        self.hours, self.queue = OneCalendar(), Queue()
        self.talks = Talks(self.clock)
        self.archive = SqlArchive(db)
        self.exchange = PhoneSimulator(SqlExchange(db), pause=STEP_OF, clock=self.clock)
        self.provider = Counting(self.exchange)
        work = open_work(db, audit_in(b"k" * 32))
        self.booking = Booking(
            open_work=work,
            archive=self.archive,
            hours=self.hours,
            talks=self.talks,
            stops=Stops(),
            secret_in=lambda text: "phrase" if "legal winner" in text else None,
            numbers=PhoneNumbers(b"k" * 32),
            limiter=SharedLimiter(db, self.clock),
            provider=self.provider,
            clock=self.clock,
        )
        self.calling = Calling(
            open_work=work,
            archive=self.archive,
            booking=self.booking,
            hours=self.hours,
            talks=self.talks,
            floor=self.queue,
            provider=self.provider,
            clock=self.clock,
        )
        self.exchange.hear = self.calling.heard
        self.jobs = Jobs(db, clock=self.clock)
        self.set_by = 0.0  # seconds by which somebody set the clock
        doubt = Doubt(ClockWatch(), self.clock, self._steady)
        on = CallbackJobs(self.booking, self.calling, kept=timedelta(days=30), doubt=doubt)
        for kind, handler in (
            (DUE, on.on_due),
            (LATE, on.on_late),
            (RING, on.on_ring),
            (WATCH, on.on_watch),
            (HANG_UP, on.on_hang_up),
            (STEP, self.exchange.on_step),
        ):
            self.jobs.on(kind, handler)

    def _steady(self) -> float:
        return (self.clock() - MONDAY).total_seconds() - self.set_by

    def sets_the_clock(self, **by: float) -> None:
        self.clock.forward(**by)
        self.set_by += timedelta(**by).total_seconds()

    async def books(
        self,
        number: str = ANSWERS,
        slot: datetime | None = None,
        *,
        contact: ContactId = ANN,
        status: Status = Status.WAITING_FOR_AGENT,
        address: str = "127.0.0.1",
    ) -> Callback:
        id = self.talks.begin(contact, status)
        viewer = ContactViewer(contact=contact)
        return await self.booking.book(viewer, id, number, slot, address=address)

    async def given(self, callback: Callback, agent: AgentId = KIM) -> None:
        """Routing has given the conversation to this agent."""
        talk = self.talks.known[callback.conversation]
        talk.status, talk.assignee = Status.WITH_AGENT, agent
        await self.calling.taken(callback.conversation, agent)

    async def goes_on(self, **by: float) -> None:
        """So much time passes, in steps of the exchange; everything that is due is done meanwhile."""
        until = self.clock() + timedelta(**by)
        while self.clock() < until:
            await self.run()
            self.clock.at = min(self.clock() + STEP_OF, until)
        await self.run()

    async def run(self) -> None:
        while await self.jobs.run_due():
            pass

    async def now(self, callback: Callback) -> Callback:
        found = await self.archive.find(callback.id)
        assert found is not None
        return found

    def told(self, what: Change) -> list[CallbackChanged]:
        return [one for one in self.events if isinstance(one, CallbackChanged) and one.what is what]
