"""What surveys promise, in memory as in the SQL store."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.surveys import (
    AGENT,
    ANN,
    ASKER,
    LEAD,
    NOW,
    OTHER_LEAD,
    TALK,
    TEAM,
    TICKET,
    Given,
    KnownTalk,
    Moved,
    SurveyRig,
    resolved,
)
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.ids import AgentId, ContactId, TeamId
from walletdesk.surveys import (
    GoOnAsked,
    Mean,
    ReviewDone,
    ReviewOpened,
    Settings,
    SurveyAnswered,
    SurveyAsked,
    TicketOf,
)


class SurveyPromises:
    """Give a fixture ``rig``."""

    async def test_a_resolution_is_asked_about_once_however_often_it_is_told(self, rig: SurveyRig) -> None:
        await rig.ask()
        await rig.ask()
        survey = await rig.last()
        asked = SurveyAsked(at=NOW, conversation=TALK, survey=survey.id, contact=ASKER, locale="zh-CN")
        assert rig.events == [asked]
        assert (survey.team, survey.channel) == (TEAM, "webchat")

    async def test_one_matter_has_one_survey_whichever_of_its_names_is_told_first(
        self, rig: SurveyRig
    ) -> None:
        """And at once: the conversation, its ticket, and both together."""
        await asyncio.gather(
            *(
                rig.asks_about(*names)
                for names in ((TALK,), (TICKET, TALK), (TALK, TICKET), (TICKET, TALK), (TALK,))
            )
        )
        assert len(rig.told(SurveyAsked)) == 1
        survey = await rig.last()
        assert await rig.archive.of_matter(TICKET) == survey
        assert await rig.work.open_of(ASKER) == [survey]

    async def test_opened_again_it_is_not_asked_until_it_is_resolved_anew(self, rig: SurveyRig) -> None:
        await rig.ask()
        rig.clock.forward(hours=1)
        await rig.reopened()
        assert await rig.work.open_of(ASKER) == []
        with pytest.raises(Conflict) as refusal:
            await rig.work.answer(TALK, Given(overall=5))
        assert refusal.value.code == "goes_on"
        rig.clock.forward(days=3)
        await rig.ask(rig.clock())
        await rig.work.answer(TALK, Given(overall=5))
        assert len(await rig.archive.given(NOW)) == 1

    async def test_the_answer_after_the_next_resolution_takes_the_place_of_the_first(
        self, rig: SurveyRig
    ) -> None:
        await rig.ask()
        await rig.work.answer(TALK, Given(overall=5))
        await rig.reopened()
        rig.clock.forward(days=3)
        await rig.ask(rig.clock())
        assert (await rig.work.open_of(ASKER))[0].marks is not None
        told = await rig.work.answer(TALK, Given(overall=1))
        assert told.again
        assert [event.again for event in rig.told(SurveyAsked) if isinstance(event, SurveyAsked)] == [
            False,
            True,
        ]
        assert await rig.archive.given(NOW) == {1: 1}

    async def test_that_it_was_opened_before_it_was_asked_is_old_news(self, rig: SurveyRig) -> None:
        await rig.ask(NOW + timedelta(minutes=5))
        await rig.reopened()
        assert len(await rig.work.open_of(ASKER)) == 1

    async def test_nobody_is_asked_about_the_bot_alone_or_a_conversation_swept_up(
        self, rig: SurveyRig
    ) -> None:
        await rig.react.on_conversation_resolved(resolved(agent=None, by="bot"))
        await rig.react.on_conversation_resolved(resolved(by="system"))
        assert rig.events == []
        with pytest.raises(NotFound):
            await rig.work.answer(TALK, Given(overall=5))

    async def test_a_ticket_without_a_conversation_is_asked_about_and_one_that_follows_is_not(
        self, rig: SurveyRig
    ) -> None:
        rig.beside.ticket = TicketOf(team=TEAM, owner=ANN, is_contacts=True, follows=True, locale="en")
        await rig.react.on_ticket_state_changed(Moved())
        rig.beside.ticket = TicketOf(team=TEAM, owner=ANN, is_contacts=False, follows=False, locale="en")
        await rig.react.on_ticket_state_changed(Moved())
        assert rig.events == []
        rig.beside.ticket = TicketOf(team=TEAM, owner=ANN, is_contacts=True, follows=False, locale="en")
        await rig.react.on_ticket_state_changed(Moved())
        [survey] = await rig.work.open_of(ASKER)
        assert (survey.ticket, survey.conversation, survey.channel) == (TICKET, None, "ticket")
        rig.clock.forward(minutes=1)
        await rig.react.on_ticket_state_changed(Moved(at=rig.clock(), before="resolved", after="open"))
        assert await rig.work.open_of(ASKER) == []

    async def test_a_ticket_of_a_conversation_is_no_second_matter(self, rig: SurveyRig) -> None:
        rig.beside.talk = KnownTalk(is_over=False)
        await rig.react.on_ticket_state_changed(Moved(conversations=(TALK,)))
        assert rig.events == []  # the conversation goes on
        rig.beside.talk, rig.beside.tickets = KnownTalk(), [TICKET]
        await rig.ask()
        await rig.work.answer(TALK, Given(overall=4))
        await rig.react.on_ticket_state_changed(Moved(at=NOW + timedelta(days=2), conversations=(TALK,)))
        assert len(rig.told(SurveyAsked)) == 1
        assert (await rig.last()).is_answered

    async def test_an_answer_is_kept_and_told_without_what_was_written(self, rig: SurveyRig) -> None:
        await rig.ask()
        rig.clock.forward(minutes=1)
        given = Given(overall=3, speed=1, manner=4, professionalism=5, solved=3, comment=" Waited an hour. ")
        told = await rig.work.answer(TALK, given)
        survey = await rig.last()
        expected = SurveyAnswered(
            at=rig.clock(),
            conversation=TALK,
            survey=survey.id,
            contact=ASKER,
            agent=ANN,
            overall=3,
            speed=1,
            manner=4,
            professionalism=5,
            solved=3,
            commented=True,
            team=TEAM,
            channel="webchat",
            locale="zh-CN",
            given_at=rig.clock(),
        )
        assert (told, rig.events[1:]) == (expected, [expected])
        assert survey.marks is not None
        assert survey.marks.comment == "Waited an hour."
        assert survey.answered_at == rig.clock()

    async def test_who_thinks_it_over_within_a_day_is_heard(self, rig: SurveyRig) -> None:
        await rig.ask()
        await rig.work.answer(TALK, Given(overall=1))
        rig.clock.at = NOW + timedelta(hours=24)
        told = await rig.work.answer(TALK, Given(overall=4))
        assert told.again
        rig.clock.at = NOW + timedelta(hours=24, milliseconds=1)
        with pytest.raises(Conflict) as refusal:
            await rig.work.answer(TALK, Given(overall=5))
        assert refusal.value.code == "rated_already"
        survey = await rig.last()
        assert survey.marks is not None
        assert (survey.marks.overall, survey.answered_at) == (4, NOW)

    async def test_after_a_month_it_is_too_late(self, rig: SurveyRig) -> None:
        await rig.ask()
        rig.clock.forward(days=31)
        with pytest.raises(Conflict) as refusal:
            await rig.work.answer(TALK, Given(overall=5))
        assert refusal.value.code == "too_late"
        assert await rig.work.open_of(ASKER) == []

    @pytest.mark.parametrize(
        "given",
        [
            Given(speed=3),
            Given(overall=0),
            Given(overall=6),
            Given(overall=3, solved=9),
            Given(overall=3, comment="x" * 1001),
        ],
        ids=["none", "low", "high", "part", "long"],
    )
    async def test_marks_that_make_no_sense_are_refused_and_nothing_is_kept(
        self, rig: SurveyRig, given: Given
    ) -> None:
        await rig.ask()
        with pytest.raises(Invalid):
            await rig.work.answer(TALK, given)
        assert (await rig.last()).marks is None

    # ---- reviews

    async def test_a_low_mark_opens_one_review_and_a_lead_ends_it(self, rig: SurveyRig) -> None:
        await rig.ask()
        await rig.work.answer(TALK, Given(overall=2))
        await rig.work.answer(TALK, Given(overall=1, comment="Nobody listened."))
        assert len(rig.told(ReviewOpened)) == 1
        [found] = await rig.reviewing.list(LEAD, is_open=True, team=TEAM)
        assert found.survey.marks is not None
        assert found.survey.marks.comment == "Nobody listened."
        assert await rig.reviewing.list(LEAD, is_open=True, team=TeamId("tea_2")) == []
        rig.clock.forward(hours=1)
        for by in (OTHER_LEAD, LEAD, LEAD):  # who went home holds nothing up; one's own again changes nothing
            await rig.reviewing.take(by, found.review.id)
        [taken] = await rig.reviewing.list(LEAD, is_open=True)
        assert (taken.review.taken_by, taken.review.taken_at) == (LEAD.agent, rig.clock())
        await rig.reviewing.done(LEAD, found.review.id, " Called back. ")
        with pytest.raises(Conflict):
            await rig.reviewing.take(OTHER_LEAD, found.review.id)
        with pytest.raises(Conflict):
            await rig.reviewing.done(LEAD, found.review.id, "Me too.")
        [done] = await rig.reviewing.list(LEAD, is_open=False)
        assert (done.review.done_by, done.review.note) == (LEAD.agent, "Called back.")
        assert await rig.reviewing.open_count(LEAD) == 0
        assert len(rig.told(ReviewDone)) == 1

    async def test_who_says_that_nothing_is_solved_is_looked_at_whatever_the_mark(
        self, rig: SurveyRig
    ) -> None:
        await rig.ask()
        await rig.work.answer(TALK, Given(overall=5, solved=1))
        [opened] = rig.told(ReviewOpened)
        assert isinstance(opened, ReviewOpened)
        assert opened.unsolved

    async def test_leads_decide_what_is_low(self, rig: SurveyRig) -> None:
        await rig.setting.save(LEAD, Settings(low=3, version=2))
        with pytest.raises(Conflict):
            await rig.setting.save(LEAD, Settings(low=4, version=2))
        await rig.ask()
        await rig.work.answer(TALK, Given(overall=3))
        assert len(rig.told(ReviewOpened)) == 1
        await rig.setting.save(LEAD, Settings(asks=False, version=3))
        await rig.asks_about("cnv_other")
        assert len(rig.told(SurveyAsked)) == 1

    async def test_reviews_are_no_business_of_agents_and_hold_no_secret(self, rig: SurveyRig) -> None:
        await rig.ask()
        await rig.work.answer(TALK, Given(overall=1))
        [found] = await rig.reviewing.list(LEAD, is_open=True)
        for act in (
            rig.reviewing.list(AGENT, is_open=True),
            rig.reviewing.open_count(AGENT),
            rig.reviewing.take(AGENT, found.review.id),
            rig.reviewing.done(AGENT, found.review.id, "x"),
            rig.setting.save(AGENT, Settings(version=2)),
        ):
            with pytest.raises(NotFound):
                await act
        with pytest.raises(SecretStopped):
            await rig.reviewing.done(LEAD, found.review.id, "the secret words")
        with pytest.raises(Invalid):
            await rig.reviewing.done(LEAD, found.review.id, " ")
        assert await rig.reviewing.open_count(LEAD) == 1

    # ---- going on

    async def test_who_is_not_satisfied_has_it_opened_again_once(self, rig: SurveyRig) -> None:
        await rig.ask()
        await rig.work.answer(TALK, Given(overall=5))
        survey = await rig.last()
        assert not await rig.work.may_go_on(survey)
        await rig.work.answer(TALK, Given(overall=4, solved=1))
        await rig.work.go_on(survey.id)
        await rig.work.go_on(survey.id)
        assert len(rig.told(GoOnAsked)) == 1
        assert rig.work.standing(await rig.last()) == "goes_on"

    async def test_what_is_closed_is_not_opened_again(self, rig: SurveyRig) -> None:
        await rig.ask()
        await rig.work.answer(TALK, Given(overall=1))
        rig.beside.may_reopen = False
        with pytest.raises(Conflict) as refusal:
            await rig.work.go_on((await rig.last()).id)
        assert refusal.value.code == "cannot_go_on"
        assert rig.told(GoOnAsked) == []

    # ---- numbers

    async def test_the_numbers_are_counts_and_sums_by_day_of_the_zone(self, rig: SurveyRig) -> None:
        rig.clock.at = datetime(2026, 11, 20, 18, 35, tzinfo=UTC)  # five past midnight in Kolkata
        await rig.answers(1, Given(overall=5, speed=4, solved=5))
        await rig.answers(2, Given(overall=2, solved=1))
        rig.clock.forward(hours=-4)
        await rig.answers(3, Given(overall=4, solved=3))
        since, until = NOW - timedelta(days=1), NOW + timedelta(days=1)
        [first, second] = await rig.counting.days(since, until, zone="Asia/Kolkata")
        assert (str(first.day), str(second.day)) == ("2026-11-20", "2026-11-21")
        assert first.figure.said_of_solving == {"yes": 0, "partly": 1, "no": 0}
        assert second.figure.said_of_solving == {"yes": 1, "partly": 0, "no": 1}
        figure = second.figure
        assert (figure.answers, figure.low, figure.team, figure.channel, figure.locale) == (
            2,
            1,
            TEAM,
            "webchat",
            "en",
        )
        assert (figure.overall.value, figure.speed, figure.manner.value) == (3.5, Mean(1, 4), None)
        assert await rig.counting.asked(since, until) == 3

    async def test_an_agent_learns_a_sum_of_five_or_nothing(self, rig: SurveyRig) -> None:
        for number in range(4):
            await rig.answers(number, Given(overall=4, solved=5))
        rig.clock.forward(minutes=1)
        assert not (await rig.counting.own(ANN)).enough
        await rig.answers(9, Given(overall=1, speed=1))
        rig.clock.forward(minutes=1)
        own = await rig.counting.own(ANN)
        assert (own.answers, own.means, own.solved) == (5, {"overall": 3.4}, {})  # one alone said how fast
        assert not (await rig.counting.own(AgentId("agt_bob"))).enough

    async def test_two_contacts_that_are_one_have_their_surveys_together(self, rig: SurveyRig) -> None:
        await rig.ask()
        await rig.work.hand_over(ASKER, ContactId("con_9"))
        assert await rig.work.open_of(ASKER) == []
        assert len(await rig.work.open_of(ContactId("con_9"))) == 1
