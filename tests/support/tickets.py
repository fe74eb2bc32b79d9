"""Tickets in memory, and what both they and the SQL store promise."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

import pytest

from tests.support.memory import Hands, MemoryWork
from walletdesk.conversations import Priority
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId, TicketId
from walletdesk.kernel.viewers import AgentViewer, ContactViewer, Role, Viewer
from walletdesk.tickets import (
    AutomaticTickets,
    Change,
    Edit,
    Glance,
    Listing,
    NewTicket,
    State,
    Ticket,
    TicketAssigned,
    Ticketing,
    TicketLinked,
    TicketOpened,
    TicketStateChanged,
    TicketType,
)
from walletdesk.tickets.ports import Archive, OpenWork

E = TypeVar("E", bound=Event)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TALK, OTHER_TALK = ConversationId("cnv_1"), ConversationId("cnv_2")
ASKER = ContactId("con_1")
FUNDS, RISK = TeamId("tea_funds"), TeamId("tea_risk")
ANN = AgentViewer(agent=AgentId("agt_ann"), role=Role.AGENT, teams=frozenset({FUNDS}))
BEN = AgentViewer(agent=AgentId("agt_ben"), role=Role.AGENT, teams=frozenset({RISK}))
LEAD = AgentViewer(agent=AgentId("agt_lead"), role=Role.LEAD)


class MemoryTickets:
    def __init__(self) -> None:
        self.kept: dict[TicketId, Ticket] = {}
        self.changes: dict[TicketId, list[Change]] = {}
        self.number = 10_000

    async def next_number(self) -> int:
        self.number += 1
        return self.number

    async def get(self, id: TicketId) -> Ticket:
        if id not in self.kept:
            raise NotFound
        return deepcopy(self.kept[id])

    async def of_cause(self, cause: str) -> Ticket | None:
        return deepcopy(next((t for t in self.kept.values() if t.cause == cause), None))

    async def add(self, ticket: Ticket) -> bool:
        if ticket.cause and await self.of_cause(ticket.cause):
            return False
        await self.save(ticket)
        return True

    async def save(self, ticket: Ticket) -> None:
        kept = self.kept[ticket.id] = deepcopy(ticket)
        self.changes.setdefault(ticket.id, []).extend(kept.new)
        kept.new = []


class MemoryTicketsWork(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.tickets = MemoryTickets()


class MemoryArchive:
    def __init__(self, memory: MemoryTicketsWork) -> None:
        self._memory = memory

    async def find(self, id: TicketId) -> Ticket | None:
        return deepcopy(self._memory.tickets.kept.get(id))

    async def of_cause(self, cause: str) -> Ticket | None:
        return await self._memory.tickets.of_cause(cause)

    async def history(self, id: TicketId, *, after: int, most: int) -> Sequence[Change]:
        return [c for c in self._memory.tickets.changes[id] if c.seq > after][:most]

    async def list(self, listing: Listing) -> Sequence[Ticket]:
        found = [t for t in self._memory.tickets.kept.values() if _fits(t, listing)]
        return sorted(found, key=_place, reverse=True)[: listing.most]


def _place(ticket: Ticket) -> tuple[int, str]:
    return int(ticket.changed_at.timestamp() * 1000), ticket.id


def _fits(ticket: Ticket, listing: Listing) -> bool:
    return (
        listing.state in {None, ticket.state}
        and listing.type in {None, ticket.type}
        and listing.owner in {None, ticket.owner}
        and listing.contact in {None, ticket.contact}
        and listing.desk in {None, ticket.desk}
        and (listing.conversation is None or listing.conversation in ticket.conversations)
        and (listing.cursor is None or _place(ticket) < listing.cursor)
        and (
            listing.teams is None
            or ticket.team is None
            or ticket.team in listing.teams
            or ticket.owner == listing.me
        )
    )


@dataclass(frozen=True)
class Talk:
    contact: ContactId = ASKER
    subject: str = "usdt not arrived"
    team: TeamId | None = FUNDS


@dataclass
class Talks:
    """Two conversations; the second is only for leads."""

    async def seen_by(self, viewer: Viewer, id: ConversationId) -> Talk:
        lead = isinstance(viewer, AgentViewer) and viewer.at_least(Role.LEAD)
        if id == TALK or (id == OTHER_TALK and lead):
            return Talk()
        raise NotFound


class Staff:
    async def is_agent(self, id: AgentId) -> bool:
        return id in {ANN.agent, BEN.agent, LEAD.agent}

    async def is_team(self, id: TeamId) -> bool:
        return id in {FUNDS, RISK}


@dataclass
class TicketRig:
    """Everything a test of tickets turns."""

    open_work: OpenWork
    archive: Archive
    events: list[Event]
    clock: Hands = field(default_factory=lambda: Hands(NOW))

    def __post_init__(self) -> None:
        self.work = Ticketing(
            open_work=self.open_work,
            archive=self.archive,
            conversations=Talks(),
            colleagues=Staff(),
            secret_in=lambda text: "mnemonic" if "abandon abandon" in text else None,
            clock=self.clock,
        )
        self.auto = AutomaticTickets(open_work=self.open_work, archive=self.archive, clock=self.clock)

    async def open(self) -> Ticket:
        new = NewTicket(type=TicketType.CONTACT, subject="", conversation=TALK)
        return await self.work.open(ANN, new)

    async def after_hours(self, subject: str = "help") -> Ticket:
        return await self.auto.open_for_conversation(
            TALK, reason="after_hours", subject=subject, contact=ASKER
        )

    def told(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    async def lines(self, ticket: Ticket) -> list[tuple[str, str, str, str]]:
        history = await self.work.history(LEAD, ticket.id)
        return [(c.by.id, c.what.value, c.before, c.after) for c in history]


class TicketPromises:
    """Give a fixture ``rig``."""

    async def test_a_ticket_from_a_conversation_takes_over_what_is_known(self, rig: TicketRig) -> None:
        ticket = await rig.open()
        assert (ticket.name, ticket.contact, ticket.team) == ("WD-10001", ASKER, FUNDS)
        assert (ticket.subject, ticket.conversations) == ("usdt not arrived", (TALK,))
        again = await rig.work.seen_by(ANN, ticket.id)
        ticket.new = []
        assert again == ticket
        assert [type(event) for event in rig.events] == [TicketOpened, TicketLinked]
        assert [t.id for t in await rig.work.of_conversation(TALK)] == [ticket.id]

    async def test_numbers_are_never_given_twice(self, rig: TicketRig) -> None:
        numbers = [(await rig.open()).number for _ in range(3)]
        assert numbers == [10_001, 10_002, 10_003]

    async def test_every_change_is_in_the_history_with_who_when_from_and_to(self, rig: TicketRig) -> None:
        ticket = await rig.open()
        rig.clock.forward(minutes=5)
        edit = Edit(
            owner=ANN.agent,
            state=State.WAITING_THIRD_PARTY,
            priority=Priority.HIGH,
            subject=" USDT\nmissing ",
        )
        await rig.work.edit(ANN, ticket.id, edit)
        await rig.work.note(ANN, ticket.id, "Asked the exchange.")
        await rig.work.edit(LEAD, ticket.id, Edit(owner=AgentId(""), team=RISK))
        assert await rig.lines(ticket) == [
            ("agt_ann", "opened", "", "by_hand"),
            ("agt_ann", "linked", "", TALK),
            ("agt_ann", "owner", "", "agt_ann"),
            ("agt_ann", "priority", "normal", "high"),
            ("agt_ann", "subject", "usdt not arrived", "USDT missing"),
            ("agt_ann", "state", "open", "waiting_third_party"),
            ("agt_ann", "note", "", "Asked the exchange."),
            ("agt_lead", "team", FUNDS, RISK),
            ("agt_lead", "owner", "agt_ann", ""),
        ]
        history = await rig.work.history(LEAD, ticket.id, after=7)
        assert [(c.seq, c.at) for c in history] == [(8, rig.clock()), (9, rig.clock())]

    async def test_a_change_tells_those_who_follow(self, rig: TicketRig) -> None:
        ticket = await rig.open()
        await rig.work.edit(ANN, ticket.id, Edit(owner=ANN.agent, state=State.RESOLVED))
        await rig.work.edit(ANN, ticket.id, Edit(owner=ANN.agent, state=State.RESOLVED))
        id = ticket.id
        assert rig.events[2:] == [
            TicketAssigned(at=NOW, ticket=id, number=10_001, owner=ANN.agent, previous=None, team=FUNDS),
            TicketStateChanged(
                at=NOW,
                ticket=id,
                number=10_001,
                before="open",
                after="resolved",
                contact=ASKER,
                conversations=(TALK,),
            ),
        ]

    async def test_a_step_that_does_not_exist_changes_nothing_at_all(self, rig: TicketRig) -> None:
        ticket = await rig.open()
        edit = Edit(owner=ANN.agent, state=State.CLOSED)
        with pytest.raises(Conflict) as refusal:
            await rig.work.edit(ANN, ticket.id, edit)
        assert refusal.value.code == "bad_transition"
        assert (await rig.work.seen_by(ANN, ticket.id)).owner is None
        assert len(rig.events) == 2

    async def test_two_agents_who_take_it_at_once_do_not_overwrite_each_other(self, rig: TicketRig) -> None:
        ticket = await rig.open()
        await rig.work.edit(LEAD, ticket.id, Edit(owner=LEAD.agent), seen=ticket.seq)
        with pytest.raises(Conflict) as refusal:
            await rig.work.edit(ANN, ticket.id, Edit(owner=ANN.agent), seen=ticket.seq)
        assert refusal.value.code == "changed_meanwhile"
        assert (await rig.work.seen_by(ANN, ticket.id)).owner == LEAD.agent

    async def test_a_stranger_and_a_wrong_id_look_alike(self, rig: TicketRig) -> None:
        ticket = await rig.open()
        for viewer in (BEN, ContactViewer(contact=ASKER)):
            with pytest.raises(NotFound):
                await rig.work.seen_by(viewer, ticket.id)
        for id in (ticket.id, TicketId("tkt_none")):
            with pytest.raises(NotFound):
                await rig.work.history(BEN, id)
            with pytest.raises(NotFound):
                await rig.work.note(BEN, id, "mine")
        await rig.work.edit(LEAD, ticket.id, Edit(owner=BEN.agent))
        assert (await rig.work.seen_by(BEN, ticket.id)).owner == BEN.agent

    async def test_only_known_people_and_conversations_within_reach_can_be_named(
        self, rig: TicketRig
    ) -> None:
        ticket = await rig.open()
        with pytest.raises(Invalid):
            await rig.work.edit(ANN, ticket.id, Edit(owner=AgentId("agt_none")))
        with pytest.raises(Invalid):
            await rig.work.edit(ANN, ticket.id, Edit(team=TeamId("tea_none")))
        with pytest.raises(NotFound):
            await rig.work.link(ANN, ticket.id, OTHER_TALK)
        with pytest.raises(NotFound):
            new = NewTicket(type=TicketType.CONTACT, subject="", conversation=OTHER_TALK)
            await rig.work.open(ANN, new)

    async def test_conversations_can_be_linked_and_unlinked(self, rig: TicketRig) -> None:
        ticket = await rig.open()
        await rig.work.link(LEAD, ticket.id, OTHER_TALK)
        await rig.work.link(LEAD, ticket.id, OTHER_TALK)
        await rig.work.unlink(LEAD, ticket.id, TALK)
        linked = await rig.work.seen_by(LEAD, ticket.id)
        assert linked.conversations == (OTHER_TALK,)
        assert await rig.work.of_conversation(TALK) == []
        assert len(await rig.work.of_conversation(OTHER_TALK)) == 1
        assert len(rig.told(TicketLinked)) == 2

    async def test_a_list_shows_what_its_reader_may_see_last_changed_first(self, rig: TicketRig) -> None:
        plain = NewTicket(type=TicketType.BACK_OFFICE, subject="Check the node")
        funds = await rig.open()
        rig.clock.forward(minutes=1)
        risk = await rig.work.open(LEAD, NewTicket(type=TicketType.PROBLEM, subject="Fake app", team=RISK))
        rig.clock.forward(minutes=1)
        everybody = await rig.work.open(BEN, plain)

        async def seen(viewer: AgentViewer, listing: Listing) -> list[TicketId]:
            return [t.id for t in await rig.work.list(viewer, listing)]

        assert await seen(LEAD, Listing()) == [everybody.id, risk.id, funds.id]
        assert await seen(ANN, Listing()) == [everybody.id, funds.id]
        assert await seen(BEN, Listing()) == [everybody.id, risk.id]
        assert await seen(LEAD, Listing(most=1)) == [everybody.id]
        cursor = (int(everybody.changed_at.timestamp() * 1000), everybody.id)
        assert await seen(LEAD, Listing(cursor=cursor)) == [risk.id, funds.id]
        await rig.work.edit(LEAD, risk.id, Edit(state=State.RESOLVED, owner=ANN.agent))
        assert await seen(ANN, Listing(state=State.RESOLVED)) == [risk.id]
        assert await seen(LEAD, Listing(owner=ANN.agent)) == [risk.id]

    async def test_a_contact_sees_number_and_state_of_the_own_tickets_and_nothing_else(
        self, rig: TicketRig
    ) -> None:
        await rig.open()
        back = NewTicket(type=TicketType.BACK_OFFICE, subject="Suspicious?", conversation=TALK)
        await rig.work.open(ANN, back)
        assert await rig.work.of_contact(ASKER) == [Glance("WD-10001", State.OPEN, "Open (ticket)", NOW)]
        assert await rig.work.of_contact(ContactId("con_2")) == []

    async def test_a_secret_that_an_agent_pastes_is_not_kept(self, rig: TicketRig) -> None:
        ticket = await rig.open()
        phrase = "theirs: abandon abandon about"
        with pytest.raises(SecretStopped):
            await rig.work.note(ANN, ticket.id, phrase)
        with pytest.raises(SecretStopped):
            await rig.work.edit(ANN, ticket.id, Edit(subject=phrase))
        with pytest.raises(SecretStopped):
            await rig.work.open(ANN, NewTicket(type=TicketType.PROBLEM, subject=phrase))
        assert len(await rig.lines(ticket)) == 2
        assert len(await rig.work.list(ANN, Listing())) == 1

    # Tickets that open by themselves

    async def test_after_hours_one_ticket_opens_however_often_it_is_told(self, rig: TicketRig) -> None:
        first, second = await rig.after_hours(), await rig.after_hours()
        assert first.id == second.id
        assert len(rig.told(TicketOpened)) == 1
        assert rig.told(TicketOpened) == [
            TicketOpened(
                at=NOW,
                ticket=first.id,
                number=first.number,
                type="contact",
                reason="after_hours",
                contact=ASKER,
                conversation=TALK,
            )
        ]

    async def test_it_goes_with_its_conversation(self, rig: TicketRig) -> None:
        ticket = await rig.after_hours(subject="\n")
        await rig.auto.give_for_conversation(TALK, ANN.agent, reason="after_hours")
        await rig.auto.resolve_for_conversation(TALK, reason="after_hours")
        await rig.auto.resolve_for_conversation(TALK, reason="after_hours")
        await rig.auto.resolve_for_conversation(OTHER_TALK, reason="after_hours")
        assert [line[1:] for line in await rig.lines(ticket)][2:] == [
            ("owner", "", "agt_ann"),
            ("state", "open", "resolved"),
        ]
        again = await rig.after_hours()
        assert (again.id, again.state) == (ticket.id, State.OPEN)

    async def test_a_closed_ticket_is_history_and_the_next_night_opens_another(self, rig: TicketRig) -> None:
        ticket = await rig.after_hours()
        for state in (State.RESOLVED, State.CLOSED):
            await rig.work.edit(LEAD, ticket.id, Edit(state=state))
        again = await rig.after_hours()
        assert again.id != ticket.id
        assert len(await rig.work.of_conversation(TALK)) == 2
