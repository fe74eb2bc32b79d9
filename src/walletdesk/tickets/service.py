"""Use cases about tickets: open, move, hand on, link, note, read. Each reads: load, decide, save, emit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from walletdesk.conversations import Priority
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId, TicketId, new_id
from walletdesk.kernel.viewers import AgentViewer, Role, Viewer
from walletdesk.tickets.events import TicketEvent
from walletdesk.tickets.model import (
    NO_SUBJECT,
    STATE_WORDS,
    SYSTEM,
    By,
    Change,
    NewTicket,
    State,
    Ticket,
    TicketType,
    agent,
    may_see,
    opened,
    squeezed,
)
from walletdesk.tickets.next_steps import NEXT_STEPS
from walletdesk.tickets.ports import Archive, Colleagues, Conversations, Listing, OpenWork, Work

CHANGED_MEANWHILE = "Somebody else changed this meanwhile. Load it again."

Decision = Callable[[Ticket, By, datetime], list[TicketEvent]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What an agent changes; None leaves it. ``""`` for ``owner`` or ``team`` takes it away."""

    state: State | None = None
    owner: AgentId | None = None
    team: TeamId | None = None
    priority: Priority | None = None
    subject: str | None = None


class Glance(NamedTuple):
    """All that a contact sees of a ticket. ``next_step`` is a sentence in English, to be translated."""

    number: str
    state: State
    state_words: str
    changed_at: datetime
    next_step: str = ""
    next_words: str = ""
    expected_at: date | None = None


class Ticketing:
    """What agents do with tickets."""

    def __init__(
        self,
        *,
        open_work: OpenWork,
        archive: Archive,
        conversations: Conversations,
        colleagues: Colleagues,
        secret_in: Callable[[str], str | None],
        clock: Clock,
    ) -> None:
        """``secret_in`` names the kind of secret a text holds, or None."""
        self._open_work = open_work
        self._archive = archive
        self._conversations = conversations
        self._colleagues = colleagues
        self._secret_in = secret_in
        self._clock = clock

    async def open(self, viewer: AgentViewer, new: NewTicket) -> Ticket:
        """By an agent's hand. From a conversation it takes the contact, and what is not named."""
        self._refuse_secret(new.subject)
        if new.conversation:
            origin = await self._conversations.seen_by(viewer, new.conversation)
            subject = new.subject if new.subject.strip() else origin.subject
            new = replace(new, contact=origin.contact, team=new.team or origin.team, subject=subject)
        await self._refuse_strangers(new.owner, new.team)
        at = self._clock()
        async with self._open_work() as work:
            return await _add(work, replace(new, cause=None), agent(viewer.agent), at)

    async def seen_by(self, viewer: Viewer, id: TicketId) -> Ticket:
        """The only way in from outside. A stranger and a wrong id look alike."""
        found = await self._archive.find(id)
        if found is None:
            raise NotFound
        if not may_see(viewer, found):
            raise NotFound  # not Forbidden: an id must not be confirmed to a guesser
        return found

    async def history(
        self, viewer: Viewer, id: TicketId, *, after: int = 0, most: int = 100
    ) -> Sequence[Change]:
        await self.seen_by(viewer, id)
        return await self._archive.history(id, after=after, most=most)

    async def list(self, viewer: AgentViewer, listing: Listing) -> Sequence[Ticket]:
        """Those that the agent may see."""
        teams = None if viewer.at_least(Role.LEAD) else viewer.teams
        return await self._archive.list(replace(listing, teams=teams, me=viewer.agent))

    async def edit(self, viewer: AgentViewer, id: TicketId, edit: Edit, *, seen: int | None = None) -> Ticket:
        """Change several things at once. ``seen`` is the last change the agent had before the eyes."""
        await self._refuse_strangers(edit.owner, edit.team)
        self._refuse_secret(edit.subject or "")

        def decide(ticket: Ticket, by: By, at: datetime) -> list[TicketEvent]:
            if seen is not None and seen != ticket.seq:
                raise Conflict(CHANGED_MEANWHILE, code="changed_meanwhile")
            return _edited(ticket, edit, by, at)

        return await self._change(viewer, id, decide)

    async def note(self, viewer: AgentViewer, id: TicketId, text: str) -> Ticket:
        self._refuse_secret(text)
        return await self._change(viewer, id, lambda ticket, by, at: ticket.note(text, by, at))

    async def link(self, viewer: AgentViewer, id: TicketId, conversation: ConversationId) -> Ticket:
        await self._conversations.seen_by(viewer, conversation)
        return await self._change(viewer, id, lambda ticket, by, at: ticket.link(conversation, by, at))

    async def unlink(self, viewer: AgentViewer, id: TicketId, conversation: ConversationId) -> Ticket:
        return await self._change(viewer, id, lambda ticket, by, at: ticket.unlink(conversation, by, at))

    async def of_conversation(self, conversation: ConversationId) -> Sequence[Ticket]:
        """For a face that has checked that its reader may see the conversation."""
        return await self._archive.list(Listing(conversation=conversation))

    async def of_contact(self, contact: ContactId, *, most: int = 20) -> Sequence[Glance]:
        """What a contact sees of the own tickets: back-office and problem tickets are not among them."""
        found = await self._archive.list(Listing(type=TicketType.CONTACT, contact=contact, most=most))
        return [_glance(ticket) for ticket in found]

    async def _change(self, viewer: AgentViewer, id: TicketId, decide: Decision) -> Ticket:
        at = self._clock()
        async with self._open_work() as work:
            ticket = await work.tickets.get(id)
            if not may_see(viewer, ticket):
                raise NotFound
            return await _save(work, ticket, decide(ticket, agent(viewer.agent), at))

    def _refuse_secret(self, text: str) -> None:
        """An agent may paste what a contact sent elsewhere: it is not kept here either."""
        if self._secret_in(text):
            raise SecretStopped

    async def _refuse_strangers(self, owner: AgentId | None, team: TeamId | None) -> None:
        if owner and not await self._colleagues.is_agent(owner):
            raise Invalid("There is no such agent.")
        if team and not await self._colleagues.is_team(team):
            raise Invalid("There is no such team.")


def _glance(ticket: Ticket) -> Glance:
    coming = ticket.next
    return Glance(
        number=ticket.name,
        state=ticket.state,
        state_words=STATE_WORDS[ticket.state],
        changed_at=ticket.changed_at,
        next_step=NEXT_STEPS.get(coming.step, ""),
        next_words=coming.words,
        expected_at=coming.expected_at,
    )


class AutomaticTickets:
    """Tickets that open and close by themselves. Every use case may be repeated."""

    def __init__(self, *, open_work: OpenWork, archive: Archive, clock: Clock) -> None:
        self._open_work = open_work
        self._archive = archive
        self._clock = clock

    async def open_for_conversation(
        self,
        conversation: ConversationId,
        *,
        reason: str,
        subject: str,
        contact: ContactId,
        priority: Priority = Priority.NORMAL,
        team: TeamId | None = None,
    ) -> Ticket:
        """One per conversation and reason. A resolved one is opened again; a closed one is history."""
        cause = _cause(conversation, reason)
        new = NewTicket(
            type=TicketType.CONTACT,
            subject=squeezed(subject) or NO_SUBJECT,
            reason=reason,
            contact=contact,
            conversation=conversation,
            team=team,
            priority=priority,
            cause=cause,
        )
        at = self._clock()
        async with self._open_work() as work:
            known = await work.tickets.of_cause(cause)
            if known is None:
                return await _add(work, new, SYSTEM, at)
            again = known.move(State.OPEN, SYSTEM, at) if known.state is State.RESOLVED else []
            return await _save(work, known, again)

    async def resolve_for_conversation(self, conversation: ConversationId, *, reason: str) -> None:
        """What was opened for this reason is settled."""
        await self._change(_cause(conversation, reason), lambda t, by, at: t.move(State.RESOLVED, by, at))

    async def reopen(self, id: TicketId) -> None:
        """Its contact says that it is not solved. What is closed stays closed."""
        at = self._clock()
        async with self._open_work() as work:
            ticket = await work.tickets.get(id)
            if ticket.state is State.RESOLVED:
                await _save(work, ticket, ticket.move(State.OPEN, SYSTEM, at))

    async def give_for_conversation(
        self, conversation: ConversationId, owner: AgentId, *, reason: str
    ) -> None:
        """Who took the conversation has its ticket too."""
        await self._change(_cause(conversation, reason), lambda t, by, at: t.give(owner, by, at))

    async def _change(self, cause: str, decide: Decision) -> None:
        if await self._archive.of_cause(cause) is None:
            return  # most conversations have no such ticket: one small read
        at = self._clock()
        async with self._open_work() as work:
            if ticket := await work.tickets.of_cause(cause):
                await _save(work, ticket, decide(ticket, SYSTEM, at))


def _cause(conversation: ConversationId, reason: str) -> str:
    return f"{conversation}:{reason}"


async def _add(work: Work, new: NewTicket, by: By, at: datetime) -> Ticket:
    number = await work.tickets.next_number()
    ticket, events = opened(new, id=TicketId(new_id("tkt")), number=number, by=by, at=at)
    if await work.tickets.add(ticket):
        work.emit(*events)
        return ticket
    known = await work.tickets.of_cause(new.cause or "")
    if known is None:  # its cause was free again a moment ago: whoever repeats this finds it so
        raise Conflict
    return known


async def _save(work: Work, ticket: Ticket, events: Sequence[TicketEvent]) -> Ticket:
    if ticket.new:
        await work.tickets.save(ticket)
    work.emit(*events)
    return ticket


def _edited(ticket: Ticket, edit: Edit, by: By, at: datetime) -> list[TicketEvent]:
    events: list[TicketEvent] = []
    if edit.team is not None:
        events += ticket.hand_to(edit.team or None, by, at)
    if edit.owner is not None:
        events += ticket.give(edit.owner or None, by, at)
    if edit.priority is not None:
        events += ticket.weigh(edit.priority, by, at)
    if edit.subject is not None:
        events += ticket.rename(edit.subject, by, at)
    if edit.state is not None:
        events += ticket.move(edit.state, by, at)
    return events
