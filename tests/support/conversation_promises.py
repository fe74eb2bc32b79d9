"""What both the conversations in memory and those in SQL promise: one suite, run on each."""

import asyncio
import json
from dataclasses import replace

import pytest

from tests.support.conversation_page_promises import LinePromises, PagePromises
from tests.support.conversations import (
    AGENT,
    ASKER,
    CONTACT,
    NOON,
    OTHER_AGENT,
    STRANGER,
    WHERE,
    TalkRig,
    said,
)
from walletdesk.conversations import (
    Answer,
    Ask,
    Beginning,
    Begun,
    CallbackWish,
    ConversationStarted,
    Form,
    Inbound,
    Kind,
    MessageAdded,
    MessagesWithdrawn,
    NoteAdded,
    Priority,
    Receipt,
    Status,
)
from walletdesk.kernel.errors import Conflict, MayBeSecret, NotFound, SecretStopped
from walletdesk.kernel.ids import ConversationId, InboxId


class KeepingPromises:
    """Give a fixture ``rig``."""

    async def test_what_is_said_is_numbered_without_gaps_for_both_readers(self, rig: TalkRig) -> None:
        id = await rig.taken()
        await rig.talk.note(id, AGENT, said("between us", "n1"))
        await rig.talk.answer(id, AGENT, said("hello", "a1"))
        await rig.talk.note(id, AGENT, said("again", "n2"))
        await rig.talk.hear(id, CONTACT, said("thanks", "c2"))
        every, public = await rig.all(id), await rig.all(id, public=True)
        assert [item.seq for item in every] == [1, 2, 3, 4, 5, 6, 7]
        assert [item.public_seq for item in public] == [1, 2, 3, 4, 5]
        assert [item.text for item in public if item.text] == ["hello", "hello", "thanks"]

    async def test_what_was_asked_before_it_and_a_wish_are_kept(self, rig: TalkRig) -> None:
        told = Answer(id="tx", kind=Ask.TX, name={"en": "ID"}, value="0x12")
        where = replace(WHERE, subject="Not arrived", answers=(told,))
        id = await rig.begun(where=where)
        wish = CallbackWish(reach="+1 555 0100", after=1, until=2, locale="en")
        for _ in range(2):
            await rig.talk.wish_callback(id, wish)
        head = await rig.head(id)
        assert json.loads(head.answers or "")[0]["value"] == "0x12"
        assert json.loads(head.callback or "")["reach"] == "+1 555 0100"
        assert head.subject == "Not arrived"
        events = [item.event.value for item in await rig.all(id, public=True) if item.event]
        assert events == ["1-2"]

    async def test_a_secret_beside_the_message_is_stopped_too(self, rig: TalkRig) -> None:
        told = Answer(id="note", kind=Ask.TEXT, name={"en": "Note"}, value="abandon")
        started = await rig.talk.start(replace(WHERE, subject="x", answers=(told,)), CONTACT, said())
        assert (started.answers, started.subject, started.priority) == (None, "", Priority.SECURITY)
        with pytest.raises(SecretStopped):
            await rig.talk.wish_callback(
                started.id, CallbackWish(reach="abandon", after=1, until=2, locale="en")
            )
        assert (await rig.head(started.id)).callback is None

    async def test_a_stored_conversation_comes_back_as_it_was(self, rig: TalkRig) -> None:
        started = await rig.talk.start(WHERE, CONTACT, said())
        started.new = []
        assert await rig.head(started.id) == started

    async def test_nobody_finds_what_is_not_there(self, rig: TalkRig) -> None:
        nowhere = ConversationId("cnv_nowhere")
        assert await rig.archive.find(nowhere) is None
        with pytest.raises(NotFound):
            await rig.talk.hear(nowhere, CONTACT, said())

    async def test_a_refused_message_leaves_nothing_half_written(self, rig: TalkRig) -> None:
        id = await rig.begun()
        await rig.talk.close(id)
        before, told = await rig.head(id), len(rig.events)
        with pytest.raises(Conflict):
            await rig.talk.hear(id, CONTACT, said("late", "c2"))
        assert await rig.head(id) == before
        assert len(rig.events) == told

    async def test_read_marks_stand_in_both_numberings(self, rig: TalkRig) -> None:
        id = await rig.taken()
        await rig.talk.note(id, AGENT, said("between us", "n1"))
        await rig.talk.answer(id, AGENT, said("hello", "a1"))
        await rig.talk.read_by_contact(id, 4)
        head = await rig.head(id)
        assert (head.contact_read, head.contact_read_seq, head.contact_unread) == (4, 5, 0)
        await rig.talk.hear(id, CONTACT, said("thanks", "c2"))
        await rig.talk.read_by_agent(id, 6)
        head = await rig.head(id)
        assert (head.agent_read, head.agent_read_public, head.agent_unread) == (6, 5, 0)

    async def test_a_handed_over_conversation_is_the_other_contacts(self, rig: TalkRig) -> None:
        id = await rig.begun()
        await rig.talk.hand_over(ASKER, STRANGER)
        await rig.talk.hand_over(ASKER, STRANGER)
        assert (await rig.head(id)).contact == STRANGER
        assert await rig.reading.of_contact(ASKER) == []

    async def test_handed_back_it_is_theirs_again_with_what_began_there_since(self, rig: TalkRig) -> None:
        before = await rig.begun()
        await rig.talk.hand_over(ASKER, STRANGER)
        since = await rig.begun(where=replace(WHERE, contact=STRANGER, channel="telegram"), client_id="since")
        own = await rig.begun(where=replace(WHERE, contact=STRANGER), client_id="own")
        there = Begun(channel="telegram", inbox=WHERE.inbox, since=NOON)
        await rig.talk.hand_back(STRANGER, ASKER, there)
        owners = [(await rig.head(id)).contact for id in (before, since, own)]
        assert owners == [ASKER, ASKER, STRANGER]

    async def test_the_first_answer_of_a_person_is_found(self, rig: TalkRig) -> None:
        id = await rig.taken()
        assert await rig.archive.answered(id, NOON) is None
        rig.clock.forward(minutes=3)
        await rig.talk.note(id, AGENT, said("between us", "n1"))
        rig.clock.forward(minutes=3)
        await rig.talk.answer(id, AGENT, said("hello", "a1"))
        assert await rig.archive.answered(id, NOON) == rig.clock()


class OncePromises:
    """Whatever is sent again under its client id is there once, and answered as the first time."""

    async def test_starting_twice_is_one_conversation(self, rig: TalkRig) -> None:
        first, second = await rig.begun(), await rig.begun()
        assert first == second
        assert len(await rig.reading.of_contact(ASKER)) == 1
        assert len([e for e in rig.events if isinstance(e, ConversationStarted)]) == 1

    async def test_another_contact_may_use_the_same_client_id(self, rig: TalkRig) -> None:
        where = Beginning(contact=STRANGER, inbox=InboxId("inb_1"), channel="webchat", locale="en")
        assert await rig.begun() != await rig.begun(where=where)

    async def test_two_starts_at_the_same_moment_are_one(self, rig: TalkRig) -> None:
        first, second = await asyncio.gather(rig.begun(), rig.begun())
        assert first == second

    @pytest.mark.parametrize("what", ["hear", "answer", "note"])
    async def test_sending_again_gives_the_number_it_got_first(self, rig: TalkRig, what: str) -> None:
        id = await rig.taken()
        first = await self._send(rig, id, what)
        await rig.talk.hear(id, CONTACT, said("in between", "c9"))
        assert await self._send(rig, id, what) == first
        assert len([item for item in await rig.all(id) if item.text == "once"]) == 1

    @pytest.mark.parametrize("what", ["hear", "answer", "note"])
    async def test_two_sends_at_the_same_moment_are_one(self, rig: TalkRig, what: str) -> None:
        id = await rig.taken()
        first, second = await asyncio.gather(self._send(rig, id, what), self._send(rig, id, what))
        assert first == second
        added = [e for e in rig.events if isinstance(e, MessageAdded | NoteAdded) and e.text == "once"]
        assert len(added) == 1

    async def test_many_at_once_are_all_there_in_one_order(self, rig: TalkRig) -> None:
        id = await rig.begun()
        sends = [rig.talk.hear(id, CONTACT, said(f"n{n}", f"m{n}")) for n in range(20)]
        receipts = await asyncio.gather(*sends)
        assert sorted(receipt.seq for receipt in receipts) == list(range(2, 22))

    async def test_what_was_answered_is_confirmed_even_after_the_contact_wrote_on(self, rig: TalkRig) -> None:
        id = await rig.taken()
        first = await rig.talk.answer(id, AGENT, said("once", "a1"), seen_seq=3)
        await rig.talk.hear(id, CONTACT, said("thanks", "c2"))
        assert await rig.talk.answer(id, AGENT, said("once", "a1"), seen_seq=3) == first

    async def test_what_was_said_is_confirmed_even_after_the_end(self, rig: TalkRig) -> None:
        id = await rig.begun()
        first = await rig.talk.hear(id, CONTACT, said("once", "c2"))
        await rig.talk.close(id)
        assert await rig.talk.hear(id, CONTACT, said("once", "c2")) == first

    async def test_two_agents_may_use_the_same_client_id(self, rig: TalkRig) -> None:
        id = await rig.taken()
        mine = await rig.talk.note(id, AGENT, said("mine", "n1"))
        theirs = await rig.talk.note(id, OTHER_AGENT, said("theirs", "n1"))
        assert (mine.seq, theirs.seq) == (4, 5)

    async def test_a_channels_message_comes_once(self, rig: TalkRig) -> None:
        id = await rig.begun()
        mail = Inbound(
            conversation=id, inbox=InboxId("inb_2"), external_id="<x@y>", author=CONTACT, text="mail"
        )
        assert await rig.talk.receive(mail) == await rig.talk.receive(mail)

    async def _send(self, rig: TalkRig, id: ConversationId, what: str) -> Receipt:
        sends = {
            "hear": lambda: rig.talk.hear(id, CONTACT, said("once", "x1")),
            "answer": lambda: rig.talk.answer(id, AGENT, said("once", "x1")),
            "note": lambda: rig.talk.note(id, AGENT, said("once", "x1")),
        }
        return await sends[what]()


class SecretPromises:
    SECRET = "abandon " * 11 + "about"

    async def test_a_secret_is_stopped_before_the_first_write(self, rig: TalkRig) -> None:
        id = await rig.begun()
        with pytest.raises(SecretStopped):
            await rig.talk.hear(id, CONTACT, said(self.SECRET, "c2"))
        head = await rig.head(id)
        assert (head.status, head.priority.value) == (Status.WAITING_FOR_AGENT, "security")
        assert "abandon" not in repr(await rig.all(id)) + repr(head) + repr(rig.events)

    async def test_a_secret_in_pieces_is_stopped_at_the_piece_that_completes_it(self, rig: TalkRig) -> None:
        id = await rig.begun()
        await rig.talk.hear(id, CONTACT, said("first half", "c2"))
        await rig.talk.hear(id, CONTACT, said("wait", "c3"))
        with pytest.raises(SecretStopped):
            await rig.talk.hear(id, CONTACT, said("second half", "c4"))
        assert "second half" not in repr(await rig.all(id)) + repr(rig.events)

    async def test_the_parts_before_are_withdrawn_and_stay_in_their_place(self, rig: TalkRig) -> None:
        id = (await rig.talk.start(WHERE, CONTACT, said("first half", "c1"))).id
        await rig.talk.note(id, AGENT, said("looking", "n1"))
        await rig.talk.hear(id, CONTACT, said("wait", "c2"))
        with pytest.raises(SecretStopped):
            await rig.talk.hear(id, CONTACT, said("second half", "c3"))
        items, head = await rig.all(id), await rig.head(id)
        told = [item.event for item in items if item.event and item.event.what == "secret_stopped"]
        assert [(item.text, item.withdrawn) for item in items if item.kind is Kind.MESSAGE] == [
            ("", True),
            ("wait", False),
        ]
        assert [(one.parts, one.public_parts) for one in told] == [((1,), (1,))]
        assert [one.seqs for one in rig.events if isinstance(one, MessagesWithdrawn)] == [(1,)]
        assert (head.subject, head.last_text) == ("", "wait")
        assert "half" not in repr(items) + repr(head)

    async def test_of_two_halves_at_one_moment_none_is_kept(self, rig: TalkRig) -> None:
        for n in range(25):
            id = await rig.begun(f"s{n}")
            answers = await asyncio.gather(
                rig.talk.hear(id, CONTACT, said("first half", "c1")),
                rig.talk.hear(id, CONTACT, said("second half", "c2")),
                return_exceptions=True,
            )
            assert sum(isinstance(answer, SecretStopped) for answer in answers) == 1
            assert "half" not in repr(await rig.all(id))

    async def test_what_is_sent_a_second_time_is_no_second_part(self, rig: TalkRig) -> None:
        id = await rig.begun()
        first = await rig.talk.hear(id, CONTACT, said("first half", "c2"))
        assert await rig.talk.hear(id, CONTACT, said("first half", "c2")) == first
        assert (await rig.head(id)).priority.value == "normal"

    async def test_what_only_the_contact_can_tell_is_kept_nowhere(self, rig: TalkRig) -> None:
        with pytest.raises(MayBeSecret):
            await rig.talk.start(WHERE, CONTACT, said("bare digits"))
        id = await rig.begun()
        with pytest.raises(MayBeSecret):
            await rig.talk.hear(id, CONTACT, said("bare digits", "c2"))
        assert "bare digits" not in repr(await rig.all(id)) + repr(rig.events)
        assert (await rig.head(id)).status is Status.OPEN

    async def test_a_secret_in_the_first_message_begins_the_conversation_without_it(
        self, rig: TalkRig
    ) -> None:
        started = await rig.talk.start(WHERE, CONTACT, said(self.SECRET))
        assert "abandon" not in repr(await rig.all(started.id)) + repr(rig.events)
        assert (await rig.head(started.id)).status is Status.WAITING_FOR_AGENT

    async def test_a_category_that_holds_a_secret_is_left_out(self, rig: TalkRig) -> None:
        started = await rig.talk.start(replace(WHERE, category=self.SECRET), CONTACT, said("hello"))
        assert (await rig.head(started.id)).category == ""
        assert "abandon" not in repr(rig.events)

    async def test_what_an_app_says_is_left_out_where_it_holds_one_or_nobody_can_tell(
        self, rig: TalkRig
    ) -> None:
        for n, value in enumerate((self.SECRET, "bare digits")):
            build = (Answer(id="app_source", kind=Ask.TEXT, name={"en": "Source"}, value=value),)
            started = await rig.talk.start(replace(WHERE, build=build), CONTACT, said("hello", f"b{n}"))
            assert (await rig.head(started.id)).answers is None

    async def test_a_client_id_that_holds_a_secret_is_refused(self, rig: TalkRig) -> None:
        id = await rig.begun()
        kept = await rig.all(id)
        for tried in (
            rig.talk.start(WHERE, CONTACT, said("hello", "abandon")),
            rig.talk.hear(id, CONTACT, said("hello", "abandon")),
            rig.talk.note(id, AGENT, said("hello", "abandon")),
        ):
            with pytest.raises(SecretStopped):
                await tried
        assert await rig.all(id) == kept

    async def test_an_agent_can_neither_answer_nor_note_a_secret(self, rig: TalkRig) -> None:
        id = await rig.taken()
        before = await rig.head(id)
        with pytest.raises(SecretStopped):
            await rig.talk.answer(id, AGENT, said(self.SECRET, "a1"))
        with pytest.raises(SecretStopped):
            await rig.talk.note(id, AGENT, said(self.SECRET, "n1"))
        asking = replace(said("", "a2"), form=Form(kind=Ask.TEXT, name=self.SECRET))
        with pytest.raises(SecretStopped):
            await rig.talk.answer(id, AGENT, asking)
        assert await rig.head(id) == before

    async def test_an_agent_names_digits_that_the_contact_has_not_brought(self, rig: TalkRig) -> None:
        id = await rig.taken()
        asking = replace(said("", "a2"), form=Form(kind=Ask.TEXT, name="bare digits"))
        for tried in (
            rig.talk.answer(id, AGENT, said("bare digits", "a1")),
            rig.talk.answer(id, AGENT, asking),
            rig.talk.note(id, AGENT, said("bare digits", "n1")),
        ):
            with pytest.raises(MayBeSecret):
                await tried
        assert "bare digits" not in repr(await rig.all(id)) + repr(rig.events)
        await rig.talk.answer(id, AGENT, said("named bare digits", "a3"))
        with pytest.raises(MayBeSecret):  # what an agent said of them once, she says again
            await rig.talk.note(id, AGENT, said("bare digits", "n2"))

    async def test_digits_that_the_contact_brought_or_the_bot_learned_are_named(self, rig: TalkRig) -> None:
        heard, learned = await rig.begun("s1"), await rig.begun("s2")
        await rig.talk.hear(heard, CONTACT, said("BARE DIGITS", "c2"), named=True)
        await rig.talk.request_agent(learned, reason="asked", packet='{"ids": ["bare digits"]}')
        for id in (heard, learned):
            await rig.talk.note(id, AGENT, said("bare digits", "n1"))


class ConversationPromises(KeepingPromises, OncePromises, SecretPromises, PagePromises, LinePromises):
    """All that a store of conversations promises. Give a fixture ``rig``."""
