"""Calls that come in and the codes of callers on a database: once, in time, and nobody else's."""

from datetime import UTC, datetime, timedelta

from walletdesk.channels.voice.hotline.model import Call, State, Step
from walletdesk.channels.voice.hotline.ports import Whose
from walletdesk.channels.voice.hotline.store import SqlArchive, open_work
from walletdesk.kernel.ids import AgentId, CallId, ContactId, ConversationId
from walletdesk.platform.db import Database

AT = datetime(2026, 11, 23, 2, 10, tzinfo=UTC)
LATER = AT + timedelta(minutes=10)
ANN = Whose(ContactId("con_ann"), ConversationId("cnv_ann"))
BEN = Whose(ContactId("con_ben"), ConversationId("cnv_ben"))


async def test_a_code_opens_once_in_its_time_and_the_newest_alone(db: Database) -> None:
    begin = open_work(db)
    async with begin() as work:
        assert await work.codes.put(ANN, "first", LATER, AT)
        assert not await work.codes.put(BEN, "first", LATER, AT)  # the same digits: drawn anew
        assert await work.codes.put(ANN, "second", LATER, AT)
    async with begin() as work:
        assert await work.codes.take("first", AT) is None
        assert await work.codes.take("second", LATER) is None  # too late
        assert await work.codes.take("second", AT) == ANN
        assert await work.codes.take("second", AT) is None
        assert await work.codes.put(BEN, "third", LATER, AT)
        await work.codes.hand_over(BEN.contact, ANN.contact)
        assert await work.codes.take("third", AT) is None


async def test_a_call_is_kept_once_by_its_providers_name_and_comes_back_as_it_was(db: Database) -> None:
    begin, archive = open_work(db), SqlArchive(db)
    call = Call(id=CallId("inc_1"), provider="p", known_as="1", number="x", digits="08", began_at=AT)
    twin = Call(id=CallId("inc_2"), provider="p", known_as="1", number="x", digits="08", began_at=AT)
    async with begin() as work:
        assert [await work.calls.add(one) for one in (call, twin)] == [True, False]
    offered = call.at_step(Step.CHOICE, locale="en").shown_times(("now", "1767000000000"))
    changed = offered.belongs_to(ANN.contact, ANN.conversation).waits(AT).rung(AgentId("agt_kim"))
    async with begin() as work:
        assert await work.calls.hold(call.id) == call
        await work.calls.save(changed)
        await work.calls.hand_over(ANN.contact, BEN.contact)
    kept = await archive.known("p", "1")
    assert kept == changed.belongs_to(BEN.contact, ANN.conversation)
    assert [one.state for one in await archive.of_conversation(ANN.conversation)] == [State.RINGING]
    assert await archive.latest(5) == [kept]
    assert (await archive.find(call.id), await archive.known("q", "1")) == (kept, None)
