"""What happens around conversations: hours, routing, promises, tickets, surveys."""

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart, holds_secret_asked, secret_asked_in
from walletdesk.app.wiring.partners import Partners
from walletdesk.app.wiring.people import Directory, Staff
from walletdesk.app.wiring.queues import arranging
from walletdesk.app.wiring.timetables import TimetableOf, place_of
from walletdesk.automation import SavedReplies
from walletdesk.automation import store as reply_store
from walletdesk.conversations import Outgoing, Status
from walletdesk.hours import Hours
from walletdesk.hours import store as hours_store
from walletdesk.hours.public_holidays import LibraryHolidays
from walletdesk.insights import Alerting
from walletdesk.insights import store as alert_store
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId, TicketId
from walletdesk.platform.settings import RoutingSettings
from walletdesk.routing import Policy, Routing, World
from walletdesk.routing import store as routing_store
from walletdesk.routing.jobs import BoardTeller, RoutingJobs
from walletdesk.routing.rules import Arranging
from walletdesk.routing.waits import Forecasting
from walletdesk.routing.waits.store import SqlHistories
from walletdesk.sla import ClockWatch, Promising, Standing, Targets, Timetables, Where
from walletdesk.sla import store as sla_store
from walletdesk.sla.jobs import PromiseAlarm
from walletdesk.staff.store import audit_in
from walletdesk.surveys import Survey, Surveying
from walletdesk.surveys import store as survey_store
from walletdesk.tickets import AutomaticTickets, Listing, State, Ticketing, TicketType
from walletdesk.tickets import store as ticket_store
from walletdesk.tickets.ports import Archive

ENDED = (Status.RESOLVED, Status.CLOSED)


OnPositions = Callable[[Mapping[ConversationId, int]], None]


class Positions:
    """Routing tells places; the faces that show them are joined later, since they stand above."""

    def __init__(self) -> None:
        self.listeners: list[OnPositions] = []

    async def positions(self, changed: Mapping[ConversationId, int]) -> None:
        for listener in self.listeners:
            listener(changed)


class Standings:
    """How a conversation stands, as promises ask for it."""

    def __init__(self, heart: Heart, partners: Partners) -> None:
        self._heart = heart
        self._partners = partners

    async def standing(self, conversation: ConversationId, since: datetime) -> Standing | None:
        found = await self._heart.reading.find(conversation)
        if found is None:
            return None
        place = await self._partners.of(found.contact)
        where = Where(
            place=place_of(found),
            desk=await self._partners.specialists_of(found.team),
            organization=await self._partners.organization_of(found.contact),
        )
        return Standing(
            where=where,
            priority=found.priority.value,
            channel=found.channel,
            own=place.minutes if place and found.team in (None, place.team) else None,
            answered_at=await self._heart.reading.answered(conversation, since),
            over=found.status in ENDED,
        )


class TicketStates:
    """How a conversation's ticket stands, as promises ask for it."""

    def __init__(self, tickets: Archive) -> None:
        self._tickets = tickets

    async def state(self, ticket: str, conversation: ConversationId) -> str | None:
        found = await self._tickets.find(TicketId(ticket))
        return found.state.value if found and conversation in found.conversations else None


class Colleagues:
    def __init__(self, staff: Staff) -> None:
        self._staff = staff

    async def is_agent(self, id: AgentId) -> bool:
        return any(agent.id == id and agent.active for agent in await self._staff.personnel.list())

    async def is_team(self, id: TeamId) -> bool:
        return any(team.id == id for team in await self._staff.teams.list())


class OpenHours:
    """Whether people are there for a conversation, as the queue asks."""

    def __init__(self, timetable_of: TimetableOf) -> None:
        self._timetable_of = timetable_of

    async def is_open(self, conversation: ConversationId, at: datetime) -> bool:
        return (await self._timetable_of(conversation)).is_open(at)


class MayReopen:
    """Whether what a survey is about can be opened again."""

    def __init__(self, heart: Heart, tickets: Archive) -> None:
        self._heart = heart
        self._tickets = tickets

    async def __call__(self, survey: Survey) -> bool:
        if survey.conversation is not None:
            talk = await self._heart.reading.find(survey.conversation)
            return talk is not None and talk.status is not Status.CLOSED
        ticket = await self._tickets.find(survey.ticket) if survey.ticket else None
        return ticket is not None and ticket.state is not State.CLOSED


class LeftMessages:
    """Whoever left the line keeps a ticket, so that the question is answered all the same."""

    def __init__(self, heart: Heart, tickets: AutomaticTickets, archive: Archive) -> None:
        self._heart = heart
        self._tickets = tickets
        self._archive = archive

    async def has_left_message(self, conversation: ConversationId) -> bool:
        found = await self._archive.list(Listing(conversation=conversation))
        return any(one.type is TicketType.CONTACT for one in found)

    async def leave_message(self, conversation: ConversationId) -> None:
        found = await self._heart.reading.find(conversation)
        if found is not None and found.status not in ENDED:
            await self._tickets.open_for_conversation(
                conversation,
                reason="left_the_line",
                subject=found.subject,
                contact=found.contact,
                priority=found.priority,
                team=found.team,
            )


class TicketNumbers:
    """Names of a conversation's tickets for its head, remembered until a ticket is opened or linked."""

    MOST = 20_000

    def __init__(self, ticketing: Ticketing) -> None:
        self._ticketing = ticketing
        self._known: dict[ConversationId, Sequence[tuple[str, TicketType]]] = {}
        self.theirs = ContactsNumbers(self)

    async def numbers_of(self, conversation: ConversationId) -> Sequence[str]:
        return [name for name, _ in await self.named(conversation)]

    async def named(self, conversation: ConversationId) -> Sequence[tuple[str, TicketType]]:
        if conversation not in self._known:
            if len(self._known) >= self.MOST:
                self._known.clear()
            tickets = await self._ticketing.of_conversation(conversation)
            self._known[conversation] = [(ticket.name, ticket.type) for ticket in tickets]
        return self._known[conversation]

    def forget_all(self) -> None:
        self._known.clear()


class ContactsNumbers:
    """Of those only that a contact may be told: what specialists do behind them has numbers of its own."""

    def __init__(self, every: TicketNumbers) -> None:
        self._every = every

    async def numbers_of(self, conversation: ConversationId) -> Sequence[str]:
        return [name for name, kind in await self._every.named(conversation) if kind is TicketType.CONTACT]


class Called:
    """Callbacks stand beside routing and are joined later, since they ask it for agents."""

    def __init__(self) -> None:
        self.ask: Callable[[ConversationId], Awaitable[bool]] | None = None

    async def is_to_be_called(self, conversation: ConversationId) -> bool:
        return self.ask is not None and await self.ask(conversation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    hours: Hours
    timetables: Timetables
    timetable_of: TimetableOf
    routing: Routing
    arranging: Arranging
    forecasts: Forecasting
    routing_jobs: RoutingJobs
    board: BoardTeller
    tell: Positions
    called: Called
    promising: Promising
    targets: Targets
    alarm: PromiseAlarm
    ticketing: Ticketing
    ticket_states: TicketStates
    ticket_numbers: TicketNumbers
    automatic: AutomaticTickets
    surveying: Surveying
    alerting: Alerting
    replies: SavedReplies


def work(engine: Engine, heart: Heart, staff: Staff, outgoing: Outgoing, partners: Partners) -> Work:
    db, clock, audit = engine.db, engine.clock, audit_in(engine.key)
    hours = Hours(
        calendars=hours_store.SqlCalendars(db),
        open_work=hours_store.open_work(db, audit),
        public=LibraryHolidays(),
        clock=clock,
    )
    sla_reading, sla_work = sla_store.SqlReading(db), sla_store.open_work(db, audit)
    timetables = Timetables(reading=sla_reading, hours=hours)
    timetable_of = TimetableOf(heart, timetables)
    promising = Promising(
        reading=sla_reading,
        open_work=sla_work,
        hours=hours,
        conversations=Standings(heart, partners),
        clock=clock,
    )
    tickets, ticket_work = ticket_store.SqlArchive(db), ticket_store.open_work(db)
    automatic = AutomaticTickets(open_work=ticket_work, archive=tickets, clock=clock)
    tell, called = Positions(), Called()
    forecasts = Forecasting(SqlHistories(db), clock=clock, zone=engine.settings.time_zone)
    messages = LeftMessages(heart, automatic, tickets)
    plan = arranging(engine, staff, partners)
    around = (staff.directory, OpenHours(timetable_of), messages, tell, called)
    routing, jobs = _routing(engine, heart, around, forecasts, plan)
    ticketing = Ticketing(
        open_work=ticket_work,
        archive=tickets,
        conversations=heart.reading,
        colleagues=Colleagues(staff),
        secret_in=secret_asked_in,
        clock=clock,
    )
    return Work(
        hours=hours,
        timetables=timetables,
        timetable_of=timetable_of,
        routing=routing,
        arranging=plan,
        forecasts=forecasts,
        routing_jobs=jobs,
        board=BoardTeller(routing.board),
        tell=tell,
        called=called,
        promising=promising,
        targets=Targets(reading=sla_reading, open_work=sla_work, hours=hours, clock=clock),
        alarm=PromiseAlarm(promising, clock=clock, steady=time.monotonic, watch=ClockWatch()),
        ticketing=ticketing,
        ticket_states=TicketStates(tickets),
        ticket_numbers=TicketNumbers(ticketing),
        automatic=automatic,
        alerting=Alerting(
            open_work=alert_store.open_work(db), archive=alert_store.SqlArchive(db), clock=clock
        ),
        replies=SavedReplies(
            open_work=reply_store.open_work(db, audit),
            archive=reply_store.SqlArchive(db),
            holds_secret=holds_secret_asked,
            outgoing=outgoing,
            clock=clock,
        ),
        surveying=Surveying(
            open_work=survey_store.open_work(db, audit),
            archive=survey_store.SqlArchive(db),
            may_reopen=MayReopen(heart, tickets),
            clock=clock,
        ),
    )


def _policy(settings: RoutingSettings) -> Policy:
    return Policy(
        auto_accept=settings.auto_accept,
        offer_for=timedelta(seconds=settings.offer_seconds),
        away_after_missed=settings.away_after_missed,
    )


def _routing(
    engine: Engine,
    heart: Heart,
    around: tuple[Directory, OpenHours, LeftMessages, Positions, Called],
    forecasts: Forecasting,
    plan: Arranging,
) -> tuple[Routing, RoutingJobs]:
    directory, hours, messages, tell, called = around
    open_work = routing_store.open_work(engine.db)
    world = World(
        open_work=open_work,
        lines=routing_store.SqlLines(engine.db),
        staff=directory,
        clock=engine.clock,
        policy=_policy(engine.settings.routing),
        forecasts=forecasts,
        rules=plan,
    )
    routing = Routing(
        world,
        conversing=heart.conversing,
        hours=hours,
        messages=messages,
        tell=tell,
        called=called,
    )
    return routing, RoutingJobs(routing, heads=heart.archive, clock=engine.clock, open_work=open_work)
