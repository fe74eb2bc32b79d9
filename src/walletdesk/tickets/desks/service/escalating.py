"""From the front to a desk: what is known goes along, and comes back to the one who sent it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId, TicketId, new_id
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.tickets.desks.model import Desk, DeskKind, Packet, Stage, Standing
from walletdesk.tickets.desks.model.packet import Chains
from walletdesk.tickets.desks.ports import (
    BusinessTime,
    Known,
    KnownTransaction,
    OpenWork,
    Owners,
    Reading,
    Work,
)
from walletdesk.tickets.desks.service.screening import SecretIn, refuse_secrets_of
from walletdesk.tickets.desks.service.watching import watch
from walletdesk.tickets.events import TicketEvent
from walletdesk.tickets.model import (
    ENDED,
    NO_SUBJECT,
    Change,
    NewTicket,
    State,
    Ticket,
    TicketType,
    What,
    agent,
    opened,
    squeezed,
)
from walletdesk.tickets.ports import Archive, Conversations, Listing
from walletdesk.tickets.service import Ticketing

ESCALATED = "escalated"
MOST_NOTES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """``conversation`` or ``ticket``: what it is about. ``review``: it is complete, the desk may begin."""

    kind: DeskKind
    conversation: ConversationId | None = None
    ticket: TicketId | None = None
    subject: str = ""
    packet: Packet = field(default_factory=dict)
    review: bool = False


@dataclass(frozen=True, slots=True)
class Escalated:
    """All that the front sees of a desk's ticket."""

    ticket: Ticket
    standing: Standing
    notes: Sequence[Change] = ()


@dataclass(frozen=True, slots=True)
class Prospect:
    """What is known before anybody fills in a form. ``there``: desks that have the conversation already."""

    subject: str
    transactions: Sequence[KnownTransaction]
    there: Sequence[DeskKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Origin:
    contact: ContactId | None
    subject: str
    conversation: ConversationId | None = None
    parent: TicketId | None = None
    team: TeamId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All of it in one hand, for the use cases."""

    open_work: OpenWork
    reading: Reading
    archive: Archive
    ticketing: Ticketing
    conversations: Conversations
    owners: Owners
    known: Known
    chains: Chains
    business_time: BusinessTime
    secret_in: SecretIn
    clock: Clock


class Escalating:
    """What the front does with a desk."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def prospect(self, viewer: AgentViewer, conversation: ConversationId) -> Prospect:
        origin = await self._world.conversations.seen_by(viewer, conversation)
        transactions = await self._world.known.of_conversation(conversation)
        tickets = await self._world.archive.list(Listing(conversation=conversation))
        there = [DeskKind(one.desk) for one in tickets if one.desk and one.state not in ENDED]
        return Prospect(origin.subject, transactions, there)

    async def escalate(self, viewer: AgentViewer, asked: Escalation) -> Escalated:
        """Opens the desk's ticket and, where the contact has none yet, theirs."""
        world = self._world
        refuse_secrets_of(world.secret_in, asked.kind, asked.packet, asked.subject)
        origin, at = await self._origin(viewer, asked), world.clock()
        async with world.open_work() as work:
            desk = await _held_desk(work, asked.kind, origin)
            standing = Standing(
                ticket=TicketId(new_id("tkt")),
                kind=asked.kind,
                front=viewer.agent,
                conversation=origin.conversation,
            )
            standing.fill(asked.packet, world.chains, at)
            if asked.review:
                standing.enter_review(await due(world.business_time, desk, at))
            standing.parent = origin.parent or await _contacts_ticket(work, origin, viewer.agent, at)
            subject = squeezed(asked.subject) or squeezed(origin.subject) or NO_SUBJECT
            ticket = await _open(work, desk, standing, (subject, origin.contact), at)
            watch(work, standing)
        return Escalated(ticket, standing)

    async def mine(self, viewer: AgentViewer, *, before: str = "", most: int = 50) -> Sequence[Escalated]:
        found = await self._world.reading.of_front(viewer.agent, before=before, most=most)
        tickets = [(one, await self._world.archive.find(one.ticket)) for one in found]
        return [Escalated(ticket, standing) for standing, ticket in tickets if ticket]

    async def seen_by(self, viewer: AgentViewer, id: TicketId) -> Escalated:
        """For the front: who escalated it, who has its conversation, leads. Others find nothing."""
        standing, ticket = await self._world.reading.find(id), await self._world.archive.find(id)
        if standing is None or ticket is None or not await self._is_front(viewer, standing):
            raise NotFound
        return Escalated(ticket, standing, await self._world.reading.returned(id, most=MOST_NOTES))

    async def fill(
        self, viewer: AgentViewer, id: TicketId, packet: Packet, *, review: bool = False
    ) -> Escalated:
        """What the desk lacks. What it has already is not the front's to change."""
        world, at = self._world, self._world.clock()
        before = (await self.seen_by(viewer, id)).standing
        refuse_secrets_of(world.secret_in, before.kind, {**before.packet, **packet})
        async with world.open_work() as work:
            ticket, standing = await work.tickets.get(id), await work.standings.get(id)
            by = agent(viewer.agent)
            if changed := standing.fill(packet, world.chains, at, as_front=True):
                ticket.write_down(What.PACKET, by, at, after=", ".join(changed))
            if review:
                await into_review(work, world.business_time, (ticket, standing), viewer.agent, at)
            await work.standings.save(standing)
            await work.tickets.save(ticket)
        return await self.seen_by(viewer, id)

    async def _is_front(self, viewer: AgentViewer, standing: Standing) -> bool:
        if standing.front == viewer.agent or viewer.at_least(Role.LEAD):
            return True
        if standing.conversation is None:
            return False
        return await self._world.owners.owner_of(standing.conversation) == viewer.agent

    async def _origin(self, viewer: AgentViewer, asked: Escalation) -> _Origin:
        if asked.ticket:
            ticket = await self._world.ticketing.seen_by(viewer, asked.ticket)
            if ticket.desk:
                raise Conflict("This is a desk's ticket already.", code="of_a_desk")
            return _Origin(
                contact=ticket.contact,
                subject=ticket.subject,
                conversation=next(iter(ticket.conversations), None),
                parent=ticket.id,
            )
        if asked.conversation is None:
            raise NotFound
        return await self._of_conversation(viewer, asked.conversation)

    async def _of_conversation(self, viewer: AgentViewer, conversation: ConversationId) -> _Origin:
        origin = await self._world.conversations.seen_by(viewer, conversation)
        tickets = await self._world.archive.list(Listing(conversation=conversation))
        theirs = [t for t in tickets if t.type is TicketType.CONTACT and t.state not in ENDED]
        return _Origin(
            contact=origin.contact,
            subject=origin.subject,
            conversation=conversation,
            parent=theirs[0].id if theirs else None,
            team=origin.team,
        )


async def due(business_time: BusinessTime, desk: Desk | None, at: datetime) -> datetime | None:
    return await business_time(at, desk.minutes, desk.team) if desk and desk.minutes else None


async def into_review(
    work: Work, business_time: BusinessTime, both: tuple[Ticket, Standing], by: AgentId, at: datetime
) -> None:
    """Raises PacketRefused for a packet that is not complete."""
    ticket, standing = both
    before = standing.stage
    if standing.enter_review(await due(business_time, await work.desks.get(standing.kind), at)):
        watch(work, standing)
        ticket.write_down(What.STAGE, agent(by), at, before=before.value, after=Stage.REVIEW.value)
        if ticket.state is not State.OPEN:
            work.emit(*ticket.move(State.OPEN, agent(by), at))


async def _held_desk(work: Work, kind: DeskKind, origin: _Origin) -> Desk:
    """Whoever else escalates to it waits here, and finds then what we opened."""
    desk = await work.desks.get(kind)
    if desk is None:
        raise Conflict("No team is this desk yet. A lead can choose one.", code="no_such_desk")
    there = await work.standings.at_desk(kind, conversation=origin.conversation, parent=origin.parent)
    if there:
        raise Conflict("This desk has it already: {number}", code="already_there", number=there)
    return desk


async def _contacts_ticket(work: Work, origin: _Origin, by: AgentId, at: datetime) -> TicketId | None:
    """What the contact knows it by. Theirs may be closed and history: then it is a new one.

    Two desks at once share it: the conversation is its cause, of which there is one that is not closed.
    """
    if origin.conversation is None:
        return None
    cause = f"{origin.conversation}:{ESCALATED}"
    if await work.tickets.of_cause(cause) is not None:
        return await _open_again(work, cause, by, at)  # no number is drawn that nobody will ever see
    new = NewTicket(
        type=TicketType.CONTACT,
        subject=squeezed(origin.subject) or NO_SUBJECT,
        reason=ESCALATED,
        contact=origin.contact,
        conversation=origin.conversation,
        team=origin.team,
        owner=by,
        cause=cause,
    )
    ticket, events = await _opened(work, new, TicketId(new_id("tkt")), by, at)
    if await work.tickets.add(ticket):
        work.emit(*events)
        return ticket.id
    return await _open_again(work, cause, by, at)


async def _open_again(work: Work, cause: str, by: AgentId, at: datetime) -> TicketId:
    known = await work.tickets.of_cause(cause)
    if known is None:  # its cause was free again a moment ago: whoever repeats this finds it so
        raise Conflict
    if known.state is State.RESOLVED:
        work.emit(*known.move(State.OPEN, agent(by), at))
        await work.tickets.save(known)
    return known.id


async def _open(
    work: Work, desk: Desk, standing: Standing, known: tuple[str, ContactId | None], at: datetime
) -> Ticket:
    subject, contact = known
    new = NewTicket(
        type=TicketType.BACK_OFFICE,
        subject=subject,
        reason=ESCALATED,
        contact=contact,
        conversation=standing.conversation,
        team=desk.team,
        desk=desk.kind.value,
    )
    ticket, events = await _opened(work, new, standing.ticket, standing.front, at)
    await work.tickets.add(ticket)
    work.emit(*events)
    await work.standings.add(standing)
    return ticket


async def _opened(
    work: Work, new: NewTicket, id: TicketId, by: AgentId, at: datetime
) -> tuple[Ticket, list[TicketEvent]]:
    number = await work.tickets.next_number()
    return opened(new, id=id, number=number, by=agent(by), at=at)
