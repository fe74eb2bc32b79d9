"""Surveys in memory, and what both they and the SQL store promise."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.memory import Hands, MemoryWork
from walletdesk.conversations import ConversationResolved
from walletdesk.kernel.errors import Conflict, Invalid, NotFound
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.surveys import Survey, SurveyAnswered, SurveyAsked, Surveying
from walletdesk.surveys.ports import Archive, OpenWork
from walletdesk.surveys.reactions import SurveyReactions

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TALK, ASKER, ANN = ConversationId("cnv_1"), ContactId("con_1"), AgentId("agt_ann")


@dataclass(frozen=True, kw_only=True)
class Given:
    """Marks as a channel hands them over."""

    overall: int | None = None
    speed: int | None = None
    manner: int | None = None
    solved: int | None = None
    comment: str = ""


class MemorySurveys:
    def __init__(self) -> None:
        self.kept: dict[tuple[ConversationId, datetime], Survey] = {}

    async def add(self, survey: Survey) -> bool:
        return self.kept.setdefault((survey.conversation, survey.asked_at), survey) is survey

    async def last(self, conversation: ConversationId) -> Survey | None:
        found = [s for s in self.kept.values() if s.conversation == conversation]
        return max(found, key=lambda s: s.asked_at, default=None)

    async def save(self, survey: Survey) -> None:
        self.kept[survey.conversation, survey.asked_at] = survey


class MemorySurveysWork(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.surveys = MemorySurveys()


class MemoryArchive:
    def __init__(self, memory: MemorySurveysWork) -> None:
        self._memory = memory

    async def of_conversation(self, conversation: ConversationId) -> Sequence[Survey]:
        found = [s for s in self._memory.surveys.kept.values() if s.conversation == conversation]
        return sorted(found, key=lambda s: s.asked_at, reverse=True)

    async def given(self, since: datetime) -> Mapping[int, int]:
        answered = [s for s in self._memory.surveys.kept.values() if s.answered_at and s.answered_at >= since]
        return Counter(s.marks.overall for s in answered if s.marks)


def resolved(at: datetime = NOW, *, agent: AgentId | None = ANN, by: str = "agent") -> ConversationResolved:
    return ConversationResolved(at=at, conversation=TALK, contact=ASKER, agent=agent, locale="zh-CN", by=by)


@dataclass
class SurveyRig:
    """Everything a test of surveys turns."""

    open_work: OpenWork
    archive: Archive
    events: list[Event]
    clock: Hands = field(default_factory=lambda: Hands(NOW))

    def __post_init__(self) -> None:
        self.work = Surveying(open_work=self.open_work, archive=self.archive, clock=self.clock)
        self.react = SurveyReactions(self.work)

    async def ask(self, at: datetime = NOW) -> None:
        await self.react.on_conversation_resolved(resolved(at))

    async def last(self) -> Survey:
        return (await self.work.of_conversation(TALK))[0]


class SurveyPromises:
    """Give a fixture ``rig``."""

    async def test_a_resolution_is_asked_about_once_however_often_it_is_told(self, rig: SurveyRig) -> None:
        await rig.ask()
        await rig.ask()
        survey = await rig.last()
        asked = SurveyAsked(at=NOW, conversation=TALK, survey=survey.id, contact=ASKER, locale="zh-CN")
        assert rig.events == [asked]

    async def test_the_next_resolution_is_asked_about_again(self, rig: SurveyRig) -> None:
        await rig.ask()
        await rig.work.answer(TALK, Given(overall=5))
        rig.clock.forward(days=3)
        await rig.ask(rig.clock())
        await rig.work.answer(TALK, Given(overall=1))
        later, first = await rig.work.of_conversation(TALK)
        assert [s.marks and s.marks.overall for s in (first, later)] == [5, 1]

    async def test_nobody_is_asked_about_the_bot_alone_or_a_conversation_swept_up(
        self, rig: SurveyRig
    ) -> None:
        await rig.react.on_conversation_resolved(resolved(agent=None, by="bot"))
        await rig.react.on_conversation_resolved(resolved(by="system"))
        assert rig.events == []
        with pytest.raises(NotFound):
            await rig.work.answer(TALK, Given(overall=5))

    async def test_an_answer_is_kept_and_told_without_what_was_written(self, rig: SurveyRig) -> None:
        await rig.ask()
        rig.clock.forward(minutes=1)
        given = Given(overall=2, speed=1, manner=4, solved=3, comment=" Waited an hour. ")
        told = await rig.work.answer(TALK, given)
        survey = await rig.last()
        expected = SurveyAnswered(
            at=rig.clock(),
            conversation=TALK,
            survey=survey.id,
            contact=ASKER,
            agent=ANN,
            overall=2,
            speed=1,
            manner=4,
            solved=3,
            commented=True,
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
