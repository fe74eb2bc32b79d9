"""What learning promises, on fakes and on both engines."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.learning import AGENT, LEAD, NOW, STRANGER, TITLES, LearningRig
from tests.support.until import until
from walletdesk.assistant import QuestionDecided
from walletdesk.assistant.learning import SHIPPED, Outcome, PrecisionFell, VersionSwitched
from walletdesk.assistant.learning.model import NEVER, Decision
from walletdesk.assistant.learning.reactions import LearningReactions
from walletdesk.kernel.errors import Conflict, Invalid, NotFound
from walletdesk.kernel.ids import ConversationId, MessageId
from walletdesk.knowledge import Scorer


def tapped(one: Decision) -> QuestionDecided:
    """Yes, to the question whether it is happening."""
    return QuestionDecided(
        at=one.at,
        conversation=one.conversation,
        message=MessageId("msg_tap"),
        seq=one.seq + 2,
        channel="webchat",
        locale="en",
        meant="button",
        outcome=Outcome.RISK,
    )


class LearningPromises:
    async def test_a_decision_is_kept_once_and_comes_back_as_it_was(self, rig: LearningRig) -> None:
        one = await rig.asks(1, "my transfer hangs")
        await rig.recording.decided(replace(one, shown="gas-fee-high"))
        assert await rig.archive.find(one.message) == one

    async def test_whether_it_helped_is_kept_in_the_last_word_of_the_contact(self, rig: LearningRig) -> None:
        one = await rig.asks(1, "my transfer hangs")
        for helped in (True, False):
            await rig.recording.judged_by_contact(one.message, helped=helped)
            found = await rig.archive.find(one.message)
            assert found is not None
            assert found.helped is helped
        await rig.recording.judged_by_contact(MessageId("msg_never"), helped=True)

    async def test_an_agent_sees_the_question_masked_with_the_likeliest_topic_filled_in(
        self, rig: LearningRig
    ) -> None:
        one = await rig.asks(1, "mail me at a.b@mail.example about 0x" + "ab" * 20)
        seen = await rig.confirming.questions(AGENT, one.conversation, "en")
        [question] = seen.items
        assert (question.text, question.topic) == ("mail me at ••• about •••", "forgot-password")
        assert not question.is_confirmed
        assert seen.titles == TITLES

    async def test_the_last_word_of_the_staff_counts(self, rig: LearningRig) -> None:
        one = await rig.asks(1, "my transfer hangs")
        for topic in ("tx-pending", ""):
            await rig.confirming.confirm(AGENT, one.conversation, one.message, topic)
            [question] = (await rig.confirming.questions(AGENT, one.conversation, "en")).items
            assert (question.topic, question.is_confirmed) == (topic, True)

    async def test_nobody_confirms_what_they_may_not_read_or_what_is_not_there(
        self, rig: LearningRig
    ) -> None:
        one = await rig.asks(1, "my transfer hangs")
        elsewhere = ConversationId("cnv_2")
        for viewer, talk, message in (
            (STRANGER, one.conversation, one.message),
            (AGENT, one.conversation, MessageId("msg_2")),
            (AGENT, elsewhere, one.message),
        ):
            with pytest.raises(NotFound):
                await rig.confirming.confirm(viewer, talk, message, "tx-pending")
        with pytest.raises(Invalid):
            await rig.confirming.confirm(AGENT, one.conversation, one.message, "no-such-topic")

    async def test_where_the_bot_had_no_part_the_first_words_are_the_question(self, rig: LearningRig) -> None:
        talk, first = ConversationId("cnv_9"), rig.writes_to_a_person(9, "the fee is mad")
        [question] = (await rig.confirming.questions(AGENT, talk, "en")).items
        assert (question.text, question.topic, question.is_confirmed) == (
            "the fee is mad",
            "gas-fee-high",
            False,
        )
        assert await rig.archive.find(first.message) is None  # looking keeps nothing
        with pytest.raises(NotFound):
            await rig.confirming.confirm(AGENT, ConversationId("cnv_8"), first.message, "tx-pending")
        await rig.confirming.confirm(AGENT, talk, first.message, "tx-pending")
        [question] = (await rig.confirming.questions(AGENT, talk, "en")).items
        assert (question.topic, question.is_confirmed) == ("tx-pending", True)
        version = await rig.refitting.refit()
        assert version is not None
        assert (rig.engine.said, version.strangers) == (["the fee is mad"], 0.0)
        counts = (await rig.archive.counts(NOW)).by_outcome
        assert dict(counts) == {"unasked": 1}

    async def test_where_no_topic_is_likely_nobody_is_asked(self, rig: LearningRig) -> None:
        first = rig.writes_to_a_person(9, "good morning")
        assert (await rig.confirming.questions(AGENT, ConversationId("cnv_9"), "en")).items == []
        with pytest.raises(NotFound):
            await rig.confirming.confirm(AGENT, ConversationId("cnv_9"), first.message, "tx-pending")
        danger = await rig.asks(3, "the fee was stolen", outcome=Outcome.RISK, shown="", guesses=())
        [question] = (await rig.confirming.questions(AGENT, danger.conversation, "en")).items
        assert question.topic == "gas-fee-high"

    async def test_what_they_wrote_who_then_said_that_it_is_happening_is_no_question(
        self, rig: LearningRig
    ) -> None:
        one = await rig.asks(1, "the fee went strange", outcome=Outcome.MISSED)
        await LearningReactions(rig.recording, rig.refitting).on_question_decided(tapped(one))
        kept = await rig.archive.find(one.message)
        assert kept is not None
        assert kept.outcome is Outcome.RISK

    async def test_what_was_withdrawn_is_no_question(self, rig: LearningRig) -> None:
        one = await rig.asks(1, "my transfer hangs")
        rig.texts.of[one.conversation] = ""
        assert (await rig.confirming.questions(AGENT, one.conversation, "en")).items == []

    async def test_confirmed_words_answer_after_a_refit_until_it_is_rolled_back(
        self, rig: LearningRig
    ) -> None:
        await rig.confirmed(1, "the wheel spins", "tx-pending")
        version = await rig.refitting.refit()
        assert version is not None
        assert (rig.engine.version, rig.engine.said) == (version.id, ["the wheel spins"])
        await rig.refitting.use(LEAD, SHIPPED)
        assert (rig.engine.version, rig.engine.said) == (SHIPPED, [])
        await rig.refitting.use(LEAD, version.id)
        assert (rig.engine.version, rig.engine.said) == (version.id, ["the wheel spins"])

    async def test_no_night_undoes_what_a_lead_rolled_back(self, rig: LearningRig) -> None:
        await rig.confirmed(1, "the wheel spins", "tx-pending")
        await rig.refitting.refit()
        await rig.refitting.use(LEAD, SHIPPED)
        assert await rig.refitting.refit() is None
        await rig.confirmed(2, "the ring turns", "tx-pending")
        version = await rig.refitting.refit()
        assert version is not None
        assert rig.engine.version == SHIPPED
        await rig.refitting.use(LEAD, version.id)
        await rig.confirmed(3, "the disc revolves", "tx-pending")
        newest = await rig.refitting.refit()
        assert newest is not None
        assert rig.engine.version == newest.id

    async def test_what_a_lead_rolls_back_while_it_learns_holds_too(self, rig: LearningRig) -> None:
        await rig.confirmed(1, "the wheel spins", "tx-pending")
        await rig.refitting.refit()
        await rig.confirmed(2, "the ring turns", "tx-pending")
        rig.bench.asked.clear()
        rig.bench.may_go_on.clear()
        night = asyncio.create_task(rig.refitting.refit())
        await until(lambda: bool(rig.bench.asked))
        await rig.refitting.use(LEAD, SHIPPED)
        rig.bench.may_go_on.set()
        assert await night is not None
        assert rig.engine.version == SHIPPED

    async def test_each_switch_is_told_and_audited_once(self, rig: LearningRig) -> None:
        await rig.confirmed(1, "the wheel spins", "tx-pending")
        version = await rig.refitting.refit(by="agt_lead")
        assert version is not None
        await rig.refitting.use(LEAD, version.id)  # is so already
        await rig.refitting.use(LEAD, SHIPPED)
        assert await self.audited(rig) == [
            ("agt_lead", "answers_refitted", version.id),
            ("agt_lead", "answers_switched", version.id),
            ("agt_lead", "answers_switched", SHIPPED),
        ]
        told = [(one.version, one.by) for one in await self.told(rig) if isinstance(one, VersionSwitched)]
        assert told == [(version.id, "agt_lead"), (SHIPPED, "agt_lead")]

    async def test_only_a_lead_rolls_back_and_only_to_what_there_is(self, rig: LearningRig) -> None:
        for viewer, version in ((AGENT, SHIPPED), (LEAD, "ver_never")):
            with pytest.raises(NotFound):
                await rig.refitting.use(viewer, version)

    async def test_a_refit_that_learns_nothing_makes_no_version(self, rig: LearningRig) -> None:
        await rig.asks(1, "the wheel spins")
        assert await rig.refitting.refit() is None
        await rig.confirmed(2, "the wheel spins again", "tx-pending")
        assert await rig.refitting.refit() is not None
        assert await rig.refitting.refit() is None
        [entry] = await rig.archive.entries(most=9)
        assert (entry.judged, str(entry.lessons)) == (1, "1")

    async def test_a_version_comes_back_as_it_was(self, rig: LearningRig) -> None:
        await rig.many({n: f"words {n % 7} of fees" for n in range(220)}, topic="gas-fee-high")
        version = await rig.refitting.refit()
        assert version is not None
        assert version.scorer == Scorer(version="of-220", kind="words", weights={"bias": 1.0})
        assert version.answer == 0.97
        assert await rig.archive.version(version.id) == version

    async def test_thresholds_are_fitted_anew_where_texts_are_compared_by_another_model(
        self, rig: LearningRig
    ) -> None:
        await rig.many({n: f"words {n % 7} of fees" for n in range(220)}, topic="gas-fee-high")
        first = await rig.refitting.refit()
        assert await rig.refitting.refit() is None
        rig.bench.model = "words-2"
        second = await rig.refitting.refit()
        assert first is not None
        assert second is not None
        assert (first.model, second.model) == ("words-1", "words-2")

    async def test_below_two_hundred_judged_questions_the_shipped_thresholds_stay(
        self, rig: LearningRig
    ) -> None:
        await rig.many({n: f"words {n % 7} of fees" for n in range(199)}, topic="gas-fee-high")
        version = await rig.refitting.refit()
        assert version is not None
        assert (version.answer, version.offer, version.scorer) == (None, None, None)

    async def test_what_was_withdrawn_stops_teaching(self, rig: LearningRig) -> None:
        one = await rig.confirmed(1, "the wheel spins", "tx-pending")
        await rig.refitting.refit()
        rig.texts.of[one.conversation] = ""
        await rig.refitting.forget(one.conversation, (one.seq,))
        assert rig.engine.said == []

    async def test_what_is_withdrawn_and_taught_nothing_reads_no_lesson(self, rig: LearningRig) -> None:
        one = await rig.confirmed(1, "the wheel spins", "tx-pending")
        await rig.refitting.refit()
        rig.texts.reads = 0
        await rig.refitting.forget(one.conversation, (one.seq + 1,))
        await rig.refitting.forget(ConversationId("cnv_2"), (one.seq,))
        assert rig.texts.reads == 0

    async def test_no_question_is_tried_on_an_index_that_learnt_it(self, rig: LearningRig) -> None:
        await rig.many({n: f"words {n % 9} of fees" for n in range(40)}, topic="gas-fee-high")
        await rig.refitting.refit()
        assert rig.bench.asked
        assert [asked & said for asked, said in rig.bench.asked if asked & said] == []

    async def test_words_of_danger_doubt_or_no_article_teach_nothing(self, rig: LearningRig) -> None:
        await rig.confirmed(1, "it is stolen", "tx-pending")
        await rig.confirmed(2, "what is this", "tx-pending")
        await rig.confirmed(3, "What is this", "gas-fee-high")
        await rig.confirmed(4, "do you have jobs", "")
        await rig.confirmed(5, "it spins", "tx-pending")
        await rig.refitting.refit()
        assert rig.engine.said == ["it spins"]

    async def test_one_refit_at_a_time_and_no_lead_waits_for_a_long_one(self, rig: LearningRig) -> None:
        await rig.confirmed(1, "the wheel spins", "tx-pending")
        rig.bench.may_go_on.clear()
        assert (await rig.prompting.refit(LEAD)).is_running
        with pytest.raises(Conflict):
            await rig.refitting.refit()
        rig.bench.may_go_on.set()
        await asyncio.wait(rig.prompting.running)
        [version] = await rig.archive.entries(most=9)
        assert (version.by, rig.engine.version) == (LEAD.agent, version.id)
        with pytest.raises(NotFound):
            await rig.prompting.refit(AGENT)

    async def test_a_refit_reads_each_text_once_and_once_more_what_answers_then(
        self, rig: LearningRig
    ) -> None:
        await rig.many({n: f"words {n} of fees" for n in range(30)}, topic="gas-fee-high")
        rig.texts.reads = 0
        version = await rig.refitting.refit()
        assert version is not None
        assert (rig.texts.reads, len(version.lessons)) == (60, 30)

    async def test_what_was_about_an_article_that_is_gone_counts_for_nothing(self, rig: LearningRig) -> None:
        await rig.many({n: f"words {n} of fees" for n in range(210)}, topic="gas-fee-high")
        await rig.many({n: f"words {n} of fees" for n in range(300, 320)}, topic="tx-pending")
        await rig.many({n: f"words {n} of fees" for n in range(320, 330)}, shown="tx-pending", helped=False)
        del rig.topics.published["tx-pending"]
        version = await rig.refitting.refit()
        assert version is not None
        assert (version.judged, version.answer) == (210, 0.97)

    async def test_a_question_that_became_an_article_is_no_question_without_one(
        self, rig: LearningRig
    ) -> None:
        for number in range(3):
            await rig.confirmed(number, f"words {number} of fees", "gas-fee-high")
        drafted = [await rig.asks(number, f"zebra stickers {number}") for number in range(10, 14)]
        made = await rig.reviewing.draft(LEAD, [one.message for one in drafted], locale="en", title="Zebras")
        first = await rig.refitting.refit()
        rig.topics.published[made] = "Zebras"
        await rig.confirmed(20, "more words of fees", "gas-fee-high")
        second = await rig.refitting.refit()
        assert first is not None
        assert second is not None
        assert (first.judged, second.judged) == (7, 4)
        assert (round(first.strangers, 4), second.strangers) == (0.5714, 0.0)

    async def test_a_contact_who_was_not_helped_counts_as_one_who_was(self, rig: LearningRig) -> None:
        await rig.many({n: f"words {n}" for n in range(220) if n % 4}, helped=True)
        await rig.many({n: f"words {n}" for n in range(220) if not n % 4}, helped=False)
        version = await rig.refitting.refit()
        assert version is not None
        assert (version.judged, version.answer, version.strangers) == (220, NEVER, 0.0)
        assert round(version.after.right, 2) == 0.0
        assert version.lessons == ()

    async def test_a_version_that_is_worse_waits_for_a_lead(self, rig: LearningRig) -> None:
        await rig.confirmed(0, "my wallet", "tx-pending")
        for number in range(1, 30):
            await rig.confirmed(number, f"my wallet {number}", "forgot-password")
        version = await rig.refitting.refit()
        assert version is not None
        assert version.after.first < version.before.first
        assert rig.engine.version == SHIPPED
        assert await rig.refitting.refit() is None  # it waits, and is not made anew each night
        await rig.refitting.use(LEAD, version.id)
        assert rig.engine.version == version.id

    async def test_versions_are_forgotten_after_half_a_year_and_no_rollback_with_them(
        self, rig: LearningRig
    ) -> None:
        made = []
        for number, day in enumerate((0, 1, 2, 190, 380)):
            rig.clock.at = NOW + timedelta(days=day)
            await rig.confirmed(number, f"the wheel spins {number}", "tx-pending")
            made.append((await rig.refitting.refit()) or pytest.fail("nothing was learnt"))
            if day == 2:
                await rig.refitting.use(LEAD, made[0].id)
        left = [made[number].id for number in (4, 2, 0)]
        assert [one.id for one in await rig.archive.entries(most=9)] == left
        assert rig.engine.version == made[0].id

    async def test_what_a_lead_chose_while_it_was_the_newest_is_no_rollback(self, rig: LearningRig) -> None:
        await rig.confirmed(0, "my wallet", "tx-pending")
        await rig.many({n: f"my wallet {n}" for n in range(1, 30)}, topic="forgot-password")
        worse = await rig.refitting.refit()
        assert worse is not None
        await rig.refitting.use(LEAD, worse.id)
        rig.clock.forward(days=1)
        await rig.many({n: f"other words {n}" for n in range(40, 50)}, topic="forgot-password")
        newer = await rig.refitting.refit()
        assert newer is not None
        assert rig.engine.version == newer.id

    async def test_it_is_told_when_too_few_answers_were_right(self, rig: LearningRig) -> None:
        for number in range(30):
            one = await rig.asks(number, "my password")
            await rig.recording.judged_by_contact(one.message, helped=number > 5)
        told = [one for one in await self.told(rig) if isinstance(one, PrecisionFell)]
        assert (told[-1].judged, told[-1].right, told[-1].version) == (30, 24, SHIPPED)

    async def test_nothing_is_told_while_answers_are_as_right_as_promised(self, rig: LearningRig) -> None:
        for number in range(31):
            one = await rig.asks(number, "my password")
            await rig.recording.judged_by_contact(one.message, helped=number > 0)
        assert not [one for one in await self.told(rig) if isinstance(one, PrecisionFell)]

    async def test_open_questions_are_those_without_an_answer_that_helped(self, rig: LearningRig) -> None:
        await rig.asks(1, "helped")
        unhelped = await rig.asks(2, "did not help")
        missed = await rig.asks(3, "missed", outcome=Outcome.MISSED, shown="")
        await rig.asks(4, "danger", outcome=Outcome.RISK)
        await rig.recording.judged_by_contact(unhelped.message, helped=False)
        found = await rig.archive.open_questions(NOW, most=9)
        assert [one.message for one in found] == [missed.message, unhelped.message]
        assert await rig.archive.open_questions(NOW + timedelta(days=1), most=9) == []
        counts = await rig.archive.counts(NOW)
        assert dict(counts.by_outcome) == {"answered": 2, "missed": 1, "risk": 1}
        assert (counts.helped, counts.not_helped) == (0, 1)

    async def audited(self, rig: LearningRig) -> list[tuple[str, str, str]]:
        raise NotImplementedError

    async def told(self, rig: LearningRig) -> list[object]:
        raise NotImplementedError
