"""Calls by the browser: who may call whom, one at a time, and none that rings for ever; on both engines."""

import asyncio

import pytest

from tests.support.callbacks import ANN, BEN, KIM, LEE
from tests.support.voice import AGENT, CONTACT, VoiceRig
from walletdesk.channels.voice.webrtc import Side, State, Why
from walletdesk.channels.voice.webrtc.ports import Sent
from walletdesk.conversations import Status
from walletdesk.kernel.errors import Conflict, NotFound, TooMany
from walletdesk.kernel.viewers import AgentViewer, Anonymous, ContactViewer, Role, Viewer
from walletdesk.platform.db import Database

LEAD = AgentViewer(agent=LEE, role=Role.LEAD)
STRANGER = ContactViewer(contact=BEN)


@pytest.fixture
def rig(db: Database) -> VoiceRig:
    return VoiceRig(db)


async def test_a_call_is_kept_as_it_went(rig: VoiceRig) -> None:
    call = await rig.accepted()
    await rig.here(call)
    await rig.goes_on(75)  # killed meanwhile, perhaps: a page tells again that it is there
    await rig.here(call)
    await rig.talking.end(CONTACT, call.conversation, call.id, Why.HUNG_UP)
    kept = await rig.now(call)
    assert (kept.state, kept.by, kept.ended_by, kept.seconds) == (
        State.ENDED,
        Side.AGENT,
        Side.CONTACT,
        75,
    )
    assert (kept.contact, kept.agent, kept.quality) == (ANN, KIM, "good")
    assert kept.seats[Side.CONTACT].leg == "contact-page"
    assert rig.told == [("ringing", ""), ("accepted", ""), ("ended", "hung_up")]
    assert len(rig.post) == 0  # what the pages said to each other is gone
    assert await rig.jobs.run_due() == 0


@pytest.mark.parametrize("by", ["agent", "contact"])
async def test_one_call_at_a_time_in_a_conversation_and_of_an_agent(rig: VoiceRig, by: str) -> None:
    id, other = rig.begins(), rig.begins(BEN)
    both = await asyncio.gather(rig.talking.start(AGENT, id), rig.talking.start(CONTACT, id))
    assert both[0].id == both[1].id == (await rig.talking.start(CONTACT, id)).id
    assert len(rig.told) == 1
    sides: dict[str, Viewer] = {"agent": AGENT, "contact": STRANGER}
    who = sides[by]
    with pytest.raises(Conflict) as refused:
        await rig.talking.start(who, other)
    assert refused.value.code == "in_a_call"
    await rig.talking.end(AGENT, id, both[0].id, Why.HUNG_UP)
    assert (await rig.talking.start(who, other)).state is State.RINGING


async def test_only_who_has_the_conversation_calls_and_only_where_it_is_allowed(rig: VoiceRig) -> None:
    id = rig.begins()
    refusals = []
    for allowed, who in (("off", AGENT), ("agents", CONTACT), ("both", LEAD)):
        rig.allowed = allowed
        with pytest.raises(Conflict) as refused:
            await rig.talking.start(who, id)
        assert not await rig.talking.may_start(who, id)
        refusals.append(refused.value.code)
    assert refusals == ["no_calls", "no_calls", "not_yours"]
    rig.talks.known[id].status = Status.WAITING_FOR_AGENT
    with pytest.raises(Conflict) as refused:
        await rig.talking.start(CONTACT, id)
    assert refused.value.code == "nobody_there"
    rig.talks.known[id].status, rig.allowed = Status.WITH_AGENT, "agents"
    assert await rig.talking.may_start(AGENT, id)


async def test_for_strangers_there_is_no_call_and_colleagues_only_look_on(rig: VoiceRig) -> None:
    call, other = await rig.rings(), rig.begins()
    at = (call.conversation, call.id)
    for act in (
        rig.talking.start(STRANGER, call.conversation),
        rig.talking.seen_by(STRANGER, *at),
        rig.talking.join(STRANGER, *at, "their-page"),
        rig.talking.end(STRANGER, *at, Why.HUNG_UP),
        rig.talking.say(STRANGER, *at, "agent-page", [Sent("hold", "{}")]),
        rig.talking.listen(STRANGER, *at, "agent-page", ("", 0)),
        rig.talking.seen_by(CONTACT, other, call.id),  # theirs, and another of theirs
        rig.talking.start(Anonymous(), other),
    ):
        with pytest.raises(NotFound):
            await act
    assert (await rig.talking.seen_by(LEAD, *at)).id == call.id
    for part in (
        rig.talking.join(LEAD, *at, "lead-page"),
        rig.talking.end(LEAD, *at, Why.HUNG_UP),
        rig.talking.listen(LEAD, *at, "agent-page", ("", 0)),
    ):
        with pytest.raises(Conflict):
            await part
    assert (await rig.now(call)).state is State.RINGING


async def test_what_one_page_says_reaches_the_other_and_no_third(rig: VoiceRig) -> None:
    call = await rig.rings()
    at = (call.conversation, call.id)
    _, got = await rig.talking.join(CONTACT, *at, "contact-page")
    heard = await rig.talking.listen(AGENT, *at, "agent-page", ("", 0))
    assert heard.bodies == ['{"k":"joined"}']  # so that whoever was there first begins
    await rig.talking.say(AGENT, *at, "agent-page", [Sent("sdp", "offer"), Sent("ice", "way")])
    assert (await rig.talking.listen(CONTACT, *at, "contact-page", (got.epoch, got.n))).bodies == [
        "offer",
        "way",
    ]
    for act in (
        rig.talking.say(CONTACT, *at, "another-tab", [Sent("sdp", "answer")]),
        rig.talking.listen(CONTACT, *at, "another-tab", ("", 0)),
        rig.talking.join(CONTACT, *at, "another-tab"),
    ):
        with pytest.raises(Conflict) as refused:
            await act
        assert refused.value.code == "elsewhere"
    assert rig.hints == ["ringing", "ringing", "accepted", "accepted", "accepted"]


async def test_nobody_answers_and_it_rings_out_though_we_were_killed_meanwhile(rig: VoiceRig) -> None:
    call = await rig.rings()
    await rig.goes_on(29)
    assert (await rig.now(call)).state is State.RINGING
    again = VoiceRig(rig.db)  # another process: all it knows is on disk
    again.clock.at = rig.clock.at
    await again.goes_on(600)
    assert ((await rig.now(call)).state, (await rig.now(call)).reason) == (State.MISSED, "timeout")
    assert again.told == [("missed", "timeout")]
    assert await rig.talking.archive.live_with(KIM) is None


async def test_a_talk_outlives_our_restart_and_ends_when_a_side_stays_away(rig: VoiceRig) -> None:
    call = await rig.accepted()
    await rig.here(call)
    await rig.goes_on(3_600)  # away for an hour: the two went on talking, from browser to browser
    assert (await rig.now(call)).is_live
    await rig.talking.hear(AGENT, call.conversation, call.id, "agent-page", connected=True, quality="poor")
    for _ in range(4):
        await rig.goes_on(15)
        if (await rig.now(call)).is_live:
            await rig.talking.hear(
                AGENT, call.conversation, call.id, "agent-page", connected=True, quality=""
            )
    kept = await rig.now(call)
    assert (kept.state, kept.reason, kept.ended_by) == (State.ENDED, "gone", Side.CONTACT)


async def test_it_ends_with_the_agent_who_had_the_conversation(rig: VoiceRig) -> None:
    call = await rig.accepted()
    talk = rig.talks.known[call.conversation]
    await rig.talking.moved(call.conversation)  # told late: it is still theirs
    talk.status, talk.assignee = Status.RESOLVED, None
    await rig.talking.moved(call.conversation)  # a goodbye is not cut off
    assert (await rig.now(call)).is_live
    talk.status, talk.assignee = Status.WITH_AGENT, LEE
    await rig.talking.moved(call.conversation)
    assert (await rig.now(call)).reason == "moved"
    ringing = await rig.rings()
    rig.talks.known[ringing.conversation].status = Status.RESOLVED
    rig.talks.known[ringing.conversation].assignee = None
    await rig.talking.moved(ringing.conversation)
    assert (await rig.now(ringing)).state is State.MISSED


async def test_a_contact_cannot_make_a_screen_ring_all_day(rig: VoiceRig) -> None:
    id = rig.begins()
    for _ in range(6):
        call = await rig.talking.start(CONTACT, id)
        await rig.talking.end(CONTACT, id, call.id, Why.HUNG_UP)
    with pytest.raises(TooMany):
        await rig.talking.start(CONTACT, id)
    assert (await rig.talking.start(AGENT, id)).state is State.RINGING


async def test_of_two_contacts_who_are_one_person_the_call_goes_along(rig: VoiceRig) -> None:
    call = await rig.accepted()
    await rig.talking.hand_over(ANN, BEN)
    await rig.here(call)  # what is saved by one who read it before does not bring the old one back
    assert (await rig.now(call)).contact == BEN
