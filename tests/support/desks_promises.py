"""What desks promise, whoever keeps them."""

import asyncio
from datetime import date, timedelta

import pytest

from tests.support.desks import (
    FRONT,
    FUNDER,
    PHRASE,
    PROMISED,
    TX,
    WHOLE,
    DeskRig,
)
from tests.support.identify import EVM, HASH
from tests.support.tickets import ANN, ASKER, BEN, FUNDS, LEAD, NOW, OTHER_TALK, RISK, TALK
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.ids import TeamId, TicketId
from walletdesk.kernel.objections import Objected
from walletdesk.tickets import Edit, Listing, NewTicket, Next, State, TicketType
from walletdesk.tickets.desks import (
    Desk,
    DeskAnswered,
    DeskChanged,
    DeskKind,
    Entry,
    Escalated,
    Escalation,
    KnownTransaction,
    PacketRefused,
    Stage,
    Told,
)


class DeskPromises:
    """Give a fixture ``rig``."""

    async def test_an_escalation_opens_the_desks_ticket_and_the_one_its_contact_knows(
        self, rig: DeskRig
    ) -> None:
        sent = await rig.escalated(review=True)
        ticket, standing = await rig.desk.seen_by(FUNDER, sent.ticket.id)
        assert (ticket.type, ticket.team, ticket.desk) == (TicketType.BACK_OFFICE, FUNDS, "funds")
        assert (ticket.subject, ticket.contact, ticket.conversations) == ("USDT", ASKER, (TALK,))
        theirs = await rig.contacts()
        assert (theirs.conversations, theirs.owner) == ((TALK,), FRONT.agent)
        assert standing
        assert (standing.stage, standing.front, standing.parent) == (Stage.REVIEW, FRONT.agent, theirs.id)
        assert standing.packet["at"] == Entry("2026-11-20T11:30:00Z")
        assert standing.due_at == NOW + timedelta(minutes=PROMISED)
        again = await rig.desk.several([ticket])
        assert again == {ticket.id: standing}

    async def test_a_ticket_that_is_there_is_the_one_its_contact_goes_on_knowing(self, rig: DeskRig) -> None:
        known = await rig.tickets.open()
        sent = await rig.escalated()
        assert sent.standing.parent == known.id
        with pytest.raises(Conflict) as refusal:
            await rig.front.escalate(FRONT, Escalation(kind=DeskKind.FUNDS, conversation=TALK))
        assert (refusal.value.code, refusal.value.values) == ("already_there", {"number": sent.ticket.name})
        prospect = await rig.front.prospect(FRONT, TALK)
        assert (prospect.subject, prospect.there) == ("usdt not arrived", [DeskKind.FUNDS])

    async def test_two_who_escalate_at_once_open_one_ticket(self, rig: DeskRig) -> None:
        """Both have read that no desk has it before either writes."""
        await rig.founded()
        rig.at_once.next(2)
        asked = Escalation(kind=DeskKind.FUNDS, conversation=TALK)
        done = await asyncio.gather(
            *[rig.front.escalate(FRONT, asked) for _ in range(2)], return_exceptions=True
        )
        [sent] = [one for one in done if isinstance(one, Escalated)]
        [refusal] = [one for one in done if isinstance(one, Conflict)]
        assert (refusal.code, refusal.values) == ("already_there", {"number": sent.ticket.name})
        kept = await rig.tickets.work.list(LEAD, Listing())
        assert sorted(one.type for one in kept) == [TicketType.BACK_OFFICE, TicketType.CONTACT]

    async def test_two_desks_at_once_share_the_ticket_that_the_contact_knows(self, rig: DeskRig) -> None:
        await rig.founded()
        await rig.founded(DeskKind.RISK, RISK)
        rig.at_once.next(2)
        asked = [Escalation(kind=kind, conversation=TALK) for kind in (DeskKind.FUNDS, DeskKind.RISK)]
        sent = await asyncio.gather(*[rig.front.escalate(FRONT, one) for one in asked])
        theirs = await rig.contacts()
        assert [one.standing.parent for one in sent] == [theirs.id, theirs.id]
        assert len(await rig.tickets.work.of_contact(ASKER)) == 1

    async def test_escalating_anew_draws_no_number_that_nobody_sees(self, rig: DeskRig) -> None:
        first = await rig.escalated()
        theirs = await rig.contacts()
        await rig.tickets.work.edit(FUNDER, first.ticket.id, Edit(state=State.RESOLVED))
        await rig.tickets.work.edit(FRONT, theirs.id, Edit(state=State.RESOLVED))
        again = await rig.front.escalate(FRONT, Escalation(kind=DeskKind.FUNDS, conversation=TALK))
        assert again.standing.parent == theirs.id
        assert {again.ticket.number, first.ticket.number, theirs.number} == {
            theirs.number + step for step in range(3)
        }

    async def test_one_ticket_goes_to_a_desk_once_until_the_desk_is_done(self, rig: DeskRig) -> None:
        await rig.founded()
        plain = await rig.tickets.work.open(ANN, NewTicket(type=TicketType.CONTACT, subject="By letter"))
        asked = Escalation(kind=DeskKind.FUNDS, ticket=plain.id)
        first = await rig.front.escalate(ANN, asked)
        with pytest.raises(Conflict) as refusal:
            await rig.front.escalate(ANN, asked)
        assert refusal.value.values == {"number": first.ticket.name}
        await rig.tickets.work.edit(FUNDER, first.ticket.id, Edit(state=State.RESOLVED))
        again = await rig.front.escalate(ANN, asked)
        assert (again.standing.parent, again.ticket.id == first.ticket.id) == (plain.id, False)

    async def test_what_was_looked_up_is_known_before_anybody_is_asked(self, rig: DeskRig) -> None:
        rig.lookups.found.append(KnownTransaction(chain="tron", tx_id=HASH))
        assert [one.tx_id for one in (await rig.front.prospect(FRONT, TALK)).transactions] == [HASH]
        with pytest.raises(NotFound):
            await rig.front.prospect(FRONT, OTHER_TALK)

    async def test_nobody_escalates_what_they_cannot_see_or_to_a_desk_that_nobody_is(
        self, rig: DeskRig
    ) -> None:
        with pytest.raises(Conflict) as refusal:
            await rig.front.escalate(FRONT, Escalation(kind=DeskKind.LEGAL, conversation=TALK))
        assert refusal.value.code == "no_such_desk"
        await rig.founded()
        for asked in (
            Escalation(kind=DeskKind.FUNDS, conversation=OTHER_TALK),
            Escalation(kind=DeskKind.FUNDS, ticket=TicketId("tkt_none")),
            Escalation(kind=DeskKind.FUNDS),
        ):
            with pytest.raises(NotFound):
                await rig.front.escalate(FRONT, asked)
        assert [type(event) for event in rig.events] == [DeskChanged]

    @pytest.mark.parametrize("lacking", list(WHOLE))
    async def test_a_funds_ticket_without_a_part_of_its_packet_is_not_reviewed(
        self, rig: DeskRig, lacking: str
    ) -> None:
        part = {id: entry for id, entry in WHOLE.items() if id != lacking}
        with pytest.raises(PacketRefused) as refusal:
            await rig.escalated(part, review=True)
        assert [one.field.id for one in refusal.value.troubles] == [lacking]
        assert (refusal.value.code, await rig.tickets.work.list(LEAD, Listing())) == ("packet_incomplete", [])
        sent = await rig.front.escalate(
            FRONT, Escalation(kind=DeskKind.FUNDS, conversation=TALK, packet=part)
        )
        with pytest.raises(PacketRefused):
            await rig.desk.begin(FUNDER, sent.ticket.id)
        assert await rig.stage(sent.ticket.id) is Stage.INTAKE
        because = {lacking: Entry(lacks="The exchange shows none to its people.")}
        filled = await rig.front.fill(FRONT, sent.ticket.id, because, review=True)
        assert filled.standing.stage is Stage.REVIEW
        _, standing = await rig.desk.seen_by(FUNDER, sent.ticket.id)
        assert standing
        assert standing.packet[lacking].lacks == "The exchange shows none to its people."

    async def test_an_agent_of_another_desk_finds_nothing(self, rig: DeskRig) -> None:
        await rig.founded(DeskKind.RISK, RISK)
        id = (await rig.escalated(review=True)).ticket.id
        for refused in (
            rig.desk.seen_by(BEN, id),
            rig.desk.fill(BEN, id, WHOLE),
            rig.desk.begin(BEN, id),
            rig.desk.tell_front(BEN, id, Told("mine")),
            rig.desk.promise(BEN, id, Next(step="we_tell_you")),
            rig.front.seen_by(BEN, id),
            rig.front.fill(BEN, id, WHOLE),
            rig.desk.seen_by(FRONT, id),  # who escalated it sees less
            rig.tickets.work.seen_by(FRONT, id),
            rig.tickets.work.history(FRONT, id),
        ):
            with pytest.raises(NotFound):
                await refused
        assert [t.id for t in await rig.tickets.work.list(BEN, Listing(desk="funds"))] == []
        assert [t.id for t in await rig.tickets.work.list(FUNDER, Listing(desk="funds"))] == [id]
        assert (await rig.front.mine(BEN), len(await rig.front.mine(FRONT))) == ([], 1)

    async def test_a_desks_ticket_stays_with_its_desk(self, rig: DeskRig) -> None:
        id = (await rig.escalated()).ticket.id
        for team in (RISK, TeamId("")):
            with pytest.raises(Conflict) as refusal:
                await rig.tickets.work.edit(FUNDER, id, Edit(team=team))
            assert refusal.value.code == "of_a_desk"
        await rig.keeping.assign(LEAD, Desk(kind=DeskKind.FUNDS, team=RISK, version=1))
        with pytest.raises(NotFound):
            await rig.desk.seen_by(FUNDER, id)
        assert (await rig.desk.seen_by(BEN, id))[0].team == RISK

    async def test_who_is_a_desk_is_chosen_by_leads_and_by_one_at_a_time(self, rig: DeskRig) -> None:
        desk = Desk(kind=DeskKind.FUNDS, team=FUNDS)
        with pytest.raises(NotFound):
            await rig.keeping.assign(ANN, desk)
        with pytest.raises(Invalid):
            await rig.keeping.assign(LEAD, Desk(kind=DeskKind.FUNDS, team=TeamId("tea_none")))
        await rig.keeping.assign(LEAD, desk)
        with pytest.raises(Conflict):
            await rig.keeping.assign(LEAD, desk)
        assert [(one.team, one.version) for one in await rig.keeping.list()] == [(FUNDS, 1)]

    async def test_the_front_sees_state_notes_and_what_is_missing(self, rig: DeskRig) -> None:
        id = (await rig.escalated(review=True)).ticket.id
        rig.clock.forward(minutes=5)
        await rig.desk.tell_front(FUNDER, id, Told("The exchange has it.", asked=("tx_id", "what")))
        seen = await rig.front.seen_by(FRONT, id)
        assert [(note.by.id, note.after) for note in seen.notes] == [("agt_funds", "The exchange has it.")]
        assert (seen.standing.stage, seen.standing.open_fields) == (Stage.RETURNED, ["tx_id", "what"])
        [told] = [event for event in rig.events if isinstance(event, DeskAnswered)]
        assert (told.conversation, told.asked, told.by) == (TALK, ("tx_id", "what"), FUNDER.agent)
        with pytest.raises(PacketRefused):
            await rig.desk.begin(FUNDER, id)  # nobody has answered yet
        with pytest.raises(Conflict):
            await rig.front.fill(FRONT, id, {"address": Entry(EVM)})  # the desk has this
        given = {"tx_id": Entry(TX), "what": Entry("Which block?")}
        await rig.front.fill(FRONT, id, given, review=True)
        assert await rig.stage(id) is Stage.REVIEW
        with pytest.raises(Conflict):
            await rig.front.fill(FRONT, id, {"what": Entry("And why?")})
        with pytest.raises(Invalid):
            await rig.desk.tell_front(FUNDER, id, Told("More.", asked=("phrase",)))

    async def test_what_comes_next_is_told_on_the_ticket_that_the_contact_knows(self, rig: DeskRig) -> None:
        id = (await rig.escalated(review=True)).ticket.id
        coming = Next(step="we_ask_party", words="They answer on workdays.", expected_at=date(2026, 11, 27))
        await rig.desk.promise(FUNDER, id, coming)
        assert (await rig.desk.seen_by(FUNDER, id))[0].next == coming
        [glance] = await rig.tickets.work.of_contact(ASKER)
        assert (
            glance.next_step
            == "We ask the other party, such as an exchange or a bridge. They decide, not we."
        )
        assert (glance.next_words, glance.expected_at) == (coming.words, coming.expected_at)

    @pytest.mark.parametrize(
        ("coming", "refusal"),
        [
            (Next(step="we_correct"), Invalid),  # says another desk
            (Next(words=f"Send {PHRASE}"), SecretStopped),
            (Next(words="Make a test transfer."), Objected),
            (Next(words="x" * 501), Invalid),
            (Next(expected_at=date(2026, 11, 18)), Invalid),
            (Next(expected_at=date(2028, 1, 1)), Invalid),
        ],
    )
    async def test_a_contact_is_told_nothing_that_we_would_not_say(
        self, rig: DeskRig, coming: Next, refusal: type[Exception]
    ) -> None:
        id = (await rig.escalated()).ticket.id
        with pytest.raises(refusal):
            await rig.desk.promise(FUNDER, id, coming)
        [glance] = await rig.tickets.work.of_contact(ASKER)
        assert (glance.next_step, glance.next_words, glance.expected_at) == ("", "", None)

    async def test_no_secret_is_kept_in_any_field(self, rig: DeskRig) -> None:
        await rig.founded()
        spread = {"what": Entry("theirs: abandon"), "chain": Entry(lacks="abandon about")}
        for packet, subject in (
            ({"what": Entry(PHRASE)}, ""),
            ({"tx_id": Entry(PHRASE)}, ""),
            ({"tx_id": Entry(lacks=PHRASE)}, ""),
            ({}, PHRASE),
            (spread, ""),
        ):
            asked = Escalation(kind=DeskKind.FUNDS, conversation=TALK, packet=dict(packet), subject=subject)
            with pytest.raises(SecretStopped):
                await rig.front.escalate(FRONT, asked)
        id = (await rig.front.escalate(FRONT, Escalation(kind=DeskKind.FUNDS, conversation=TALK))).ticket.id
        with pytest.raises(SecretStopped):
            await rig.desk.fill(FUNDER, id, {"what": Entry(PHRASE)})
        with pytest.raises(SecretStopped):
            await rig.front.fill(FRONT, id, {"what": Entry(PHRASE)})
        with pytest.raises(SecretStopped):
            await rig.desk.tell_front(FUNDER, id, Told(PHRASE))

    async def test_the_contacts_ticket_waits_while_the_desk_waits(self, rig: DeskRig) -> None:
        id = (await rig.escalated(review=True)).ticket.id
        for state, theirs in (
            (State.WAITING_THIRD_PARTY, State.WAITING_THIRD_PARTY),
            (State.OPEN, State.OPEN),
            (State.RESOLVED, State.OPEN),  # the front ends it, with an answer
        ):
            await rig.tickets.work.edit(FUNDER, id, Edit(state=state))
            await rig.following.moved(id)
            await rig.following.moved(id)
            assert (await rig.contacts()).state is theirs
        await rig.tickets.work.edit(LEAD, (await rig.contacts()).id, Edit(state=State.WAITING_THIRD_PARTY))
        await rig.following.moved((await rig.contacts()).id)
        assert (await rig.contacts()).state is State.WAITING_THIRD_PARTY  # its people know of somebody

    async def test_the_contacts_ticket_goes_back_to_waiting_while_a_desk_still_waits(
        self, rig: DeskRig
    ) -> None:
        id, theirs = (await rig.escalated(review=True)).ticket.id, (await rig.contacts()).id
        await rig.tickets.work.edit(FUNDER, id, Edit(state=State.WAITING_THIRD_PARTY))
        for first, second in ((id, theirs), (theirs, id)):  # in whatever order it is told
            await rig.tickets.work.edit(LEAD, theirs, Edit(state=State.OPEN))
            await rig.following.moved(first)
            assert (await rig.contacts()).state is State.WAITING_THIRD_PARTY
            await rig.following.moved(second)
            assert (await rig.contacts()).state is State.WAITING_THIRD_PARTY

    @pytest.mark.parametrize("first", [0, 1])
    async def test_the_contacts_ticket_waits_as_long_as_one_of_two_desks_does(
        self, rig: DeskRig, first: int
    ) -> None:
        sent = [await rig.escalated(review=True)]
        await rig.founded(DeskKind.RISK, RISK)
        sent.append(await rig.front.escalate(FRONT, Escalation(kind=DeskKind.RISK, conversation=TALK)))
        waiting, other = sent[first].ticket.id, sent[1 - first].ticket.id
        for moved, state, theirs in (
            (waiting, State.WAITING_THIRD_PARTY, State.WAITING_THIRD_PARTY),
            (other, State.WAITING_CONTACT, State.WAITING_THIRD_PARTY),
            (other, State.OPEN, State.WAITING_THIRD_PARTY),
            (other, State.RESOLVED, State.WAITING_THIRD_PARTY),
            (waiting, State.RESOLVED, State.OPEN),  # nobody outside is waited for any more
        ):
            await rig.tickets.work.edit(LEAD, moved, Edit(state=state))
            for one in (waiting, other, waiting):  # in whatever order it is told
                await rig.following.moved(one)
            assert (await rig.contacts()).state is theirs

    async def test_a_deadline_that_is_over_is_told_once(self, rig: DeskRig) -> None:
        id, due = (await rig.escalated(review=True)).ticket.id, NOW + timedelta(minutes=PROMISED)
        assert await rig.alarm(id) == due
        await rig.watching.ring(id)  # too soon: it rings again in time
        assert (rig.overdue(), await rig.alarm(id)) == ([], due)
        rig.clock.at = due + timedelta(minutes=1)
        for _ in range(3):
            await rig.watching.ring(id)
        [told] = rig.overdue()
        assert (told.kind, told.team, told.due_at) == ("funds", FUNDS, due)
        lines = [line[1] for line in await rig.tickets.lines((await rig.desk.seen_by(FUNDER, id))[0])]
        assert lines.count("overdue") == 1
        await rig.watching.ring(TicketId("tkt_none"))

    async def test_an_answer_keeps_what_was_promised_and_handing_in_again_promises_anew(
        self, rig: DeskRig
    ) -> None:
        id = (await rig.escalated(review=True)).ticket.id
        await rig.desk.tell_front(FUNDER, id, Told("Which block?", asked=("what",)))
        assert await rig.alarm(id) is None
        rig.clock.forward(minutes=PROMISED + 1)
        await rig.watching.ring(id)
        assert rig.overdue() == []
        await rig.front.fill(FRONT, id, {"what": Entry("21")}, review=True)
        assert await rig.alarm(id) == rig.clock() + timedelta(minutes=PROMISED)
        rig.clock.forward(minutes=PROMISED)
        await rig.watching.ring(id)
        assert len(rig.overdue()) == 1

    async def test_what_is_resolved_is_not_overdue_and_what_is_opened_again_is_watched(
        self, rig: DeskRig
    ) -> None:
        id = (await rig.escalated(review=True)).ticket.id
        due = await rig.alarm(id)
        await rig.tickets.work.edit(FUNDER, id, Edit(state=State.RESOLVED))
        rig.clock.forward(minutes=PROMISED)
        await rig.watching.ring(id)
        await rig.forget_alarm(id)  # as the jobs do with one that was done
        await rig.watching.moved(id)
        assert (rig.overdue(), await rig.alarm(id)) == ([], None)
        await rig.tickets.work.edit(FUNDER, id, Edit(state=State.OPEN))
        await rig.watching.moved(id)
        assert await rig.alarm(id) == due
        await rig.watching.ring(id)
        assert len(rig.overdue()) == 1

    async def test_who_has_the_conversation_has_what_was_escalated_from_it(self, rig: DeskRig) -> None:
        id = (await rig.escalated(review=True)).ticket.id
        await rig.desk.tell_front(FUNDER, id, Told("Which block?", asked=("what",)))
        with pytest.raises(NotFound):
            await rig.front.seen_by(BEN, id)
        rig.owners.by[TALK] = BEN.agent
        assert (await rig.front.seen_by(BEN, id)).notes  # at once, whoever hears of it later
        for _ in range(2):
            await rig.following.handed(TALK)
        assert [len(await rig.front.mine(one)) for one in (BEN, FRONT)] == [1, 0]
        given = await rig.front.fill(BEN, id, {"what": Entry("21")}, review=True)
        assert given.standing.stage is Stage.REVIEW
        with pytest.raises(NotFound):
            await rig.front.seen_by(FRONT, id)
        assert (await rig.front.seen_by(LEAD, id)).ticket.id == id
        del rig.owners.by[TALK]
        await rig.following.handed(TALK)  # with nobody: it stays where it is
        assert len(await rig.front.mine(BEN)) == 1

    async def test_from_a_ticket_without_a_conversation(self, rig: DeskRig) -> None:
        await rig.founded()
        plain = await rig.tickets.work.open(ANN, NewTicket(type=TicketType.CONTACT, subject="By letter"))
        sent = await rig.front.escalate(ANN, Escalation(kind=DeskKind.FUNDS, ticket=plain.id))
        assert (sent.ticket.subject, sent.standing.parent) == ("By letter", plain.id)
        assert sent.standing.conversation is None
        with pytest.raises(Conflict):
            await rig.front.escalate(ANN, Escalation(kind=DeskKind.FUNDS, ticket=sent.ticket.id))
