"""The periodic survey in memory, and what both it and the SQL store promise."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.memory import Hands, MemoryWork
from walletdesk.conversations import ConversationResolved
from walletdesk.kernel.errors import Conflict, Invalid, NotFound
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.surveys import PulseAnswered, PulseAsked, PulseId, Pulsing, Settings
from walletdesk.surveys.pulse import PULSE, Pulse, Said
from walletdesk.surveys.pulse.jobs import PulseJobs
from walletdesk.surveys.pulse.model import Circumstances
from walletdesk.surveys.pulse.ports import Archive, OpenWork
from walletdesk.surveys.pulse.reactions import PulseReactions

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ASKER = ContactId("con_1")


class MemoryPulses:
    def __init__(self) -> None:
        self.kept: dict[PulseId, Pulse] = {}
        self.asked: dict[ContactId, datetime] = {}

    async def quiet(self, contact: ContactId, at: datetime, before: datetime) -> bool:
        if self.asked.get(contact, before) > before:
            return False
        self.asked[contact] = at
        return True

    async def add(self, pulse: Pulse) -> None:
        self.kept[pulse.id] = pulse

    async def get(self, id: PulseId) -> Pulse | None:
        return self.kept.get(id)

    async def save(self, pulse: Pulse) -> None:
        self.kept[pulse.id] = pulse

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        for id, one in list(self.kept.items()):
            self.kept[id] = replace(one, contact=to) if one.contact == absorbed else one
        if at := self.asked.pop(absorbed, None):
            self.asked[to] = max(at, self.asked.get(to, at))


class MemoryPulseWork(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.pulses = MemoryPulses()


class MemoryPulseArchive:
    def __init__(self, memory: MemoryPulseWork) -> None:
        self._memory = memory

    def _since(self, since: datetime) -> list[Pulse]:
        return [one for one in self._memory.pulses.kept.values() if one.asked_at >= since]

    async def find(self, id: PulseId) -> Pulse | None:
        return self._memory.pulses.kept.get(id)

    async def open_of(self, contact: ContactId, since: datetime) -> Pulse | None:
        found = [one for one in self._since(since) if one.contact == contact and one.score is None]
        return found[0] if found else None

    async def given(self, since: datetime) -> Mapping[int, int]:
        return Counter(one.score for one in self._since(since) if one.score is not None)

    async def asked(self, since: datetime) -> int:
        return len(self._since(since))

    async def said(self, since: datetime, most: int) -> Sequence[Said]:
        found = [(one.score, one.why) for one in self._since(since) if one.score is not None and one.why]
        return [Said(score=score, why=why) for score, why in sorted(found)[:most]]


@dataclass
class PulseRig:
    """Everything a test of the periodic survey turns."""

    open_work: OpenWork
    archive: Archive
    events: list[Event]
    jobs: Callable[[], Awaitable[Mapping[tuple[str, str], Job]]]
    clock: Hands = field(default_factory=lambda: Hands(NOW))
    settings: Settings = field(default_factory=lambda: Settings(pulse=True, pulse_share=50))
    around: Circumstances = field(
        default_factory=lambda: Circumstances(known=True, locale="en", in_conversation=False)
    )
    lot: float = 0.1

    def __post_init__(self) -> None:
        async def settings() -> Settings:
            return self.settings

        async def around(_: ContactId) -> Circumstances:
            return self.around

        self.work = Pulsing(
            open_work=self.open_work,
            archive=self.archive,
            settings=settings,
            around=around,
            draw=lambda _: self.lot,
            clock=self.clock,
        )

    async def due(self, contact: str = ASKER) -> None:
        await PulseJobs(self.work).on_pulse(Job(kind=PULSE, key=contact, run_at=NOW))

    @property
    def asked(self) -> list[PulseAsked]:
        return [event for event in self.events if isinstance(event, PulseAsked)]


class PulsePromises:
    """Give a fixture ``rig``."""

    async def test_nobody_is_asked_more_than_once_in_the_quiet_time_even_at_once(self, rig: PulseRig) -> None:
        await asyncio.gather(*(rig.due() for _ in range(4)))
        assert len(rig.asked) == 1
        rig.clock.forward(days=89)
        await rig.due()
        assert len(rig.asked) == 1
        rig.clock.forward(days=1)
        await rig.due()
        assert len(rig.asked) == 2

    @pytest.mark.parametrize(
        "changed",
        [
            {"settings": Settings(pulse=False)},
            {"settings": Settings()},
            {"lot": 0.5},
            {"around": Circumstances(known=False, locale="", in_conversation=False)},
            {"around": Circumstances(known=True, locale="en", in_conversation=True)},
            {
                "around": Circumstances(
                    known=True, locale="en", in_conversation=False, danger_at=NOW - timedelta(days=179)
                )
            },
        ],
        ids=["off", "by-itself", "not-drawn", "unknown", "in-conversation", "robbed"],
    )
    async def test_who_has_no_peace_or_was_not_drawn_is_not_asked(
        self, rig: PulseRig, changed: dict[str, object]
    ) -> None:
        vars(rig).update(changed)
        await rig.due()
        assert rig.asked == []

    async def test_who_was_robbed_long_ago_is_asked_like_others(self, rig: PulseRig) -> None:
        rig.around = replace(rig.around, danger_at=NOW - timedelta(days=180))
        await rig.due()
        assert len(rig.asked) == 1

    async def test_what_is_resolved_plans_it_for_a_week_later_if_it_is_wanted(self, rig: PulseRig) -> None:
        event = ConversationResolved(
            at=NOW, conversation=ConversationId("cnv_1"), contact=ASKER, agent=None, locale="en", by="agent"
        )
        rig.settings = Settings()
        await PulseReactions(rig.work).on_conversation_resolved(event)
        assert await rig.jobs() == {}
        rig.settings = Settings(pulse=True)
        await PulseReactions(rig.work).on_conversation_resolved(event)
        assert (await rig.jobs())[PULSE, ASKER].run_at == NOW + timedelta(days=7)

    async def test_an_answer_is_kept_and_may_be_thought_over_for_a_day(self, rig: PulseRig) -> None:
        await rig.due()
        open = await rig.work.open_of(ASKER)
        assert open is not None
        with pytest.raises(Invalid):
            await rig.work.answer(open.id, 11, "")
        await rig.work.answer(open.id, 3, " Slow. ")
        await rig.work.answer(open.id, 9, "")
        assert [event.score for event in rig.events if isinstance(event, PulseAnswered)] == [3, 9]
        assert await rig.work.open_of(ASKER) is None
        rig.clock.forward(hours=25)
        with pytest.raises(Conflict):
            await rig.work.answer(open.id, 1, "")
        assert (await rig.work.find(open.id)).score == 9
        with pytest.raises(NotFound):
            await rig.work.answer(PulseId("pls_none"), 1, "")

    async def test_after_a_month_it_is_too_late(self, rig: PulseRig) -> None:
        await rig.due()
        [asked] = rig.asked
        rig.clock.forward(days=31)
        with pytest.raises(Conflict) as refusal:
            await rig.work.answer(PulseId(asked.pulse), 1, "")
        assert refusal.value.code == "too_late"

    async def test_the_result_says_how_far_it_may_be_off_and_nothing_of_a_few(self, rig: PulseRig) -> None:
        for number, score in enumerate([10, 9, 9, 9, 10, 7, 8, 3, 6]):
            await self.gives(rig, number, score, "Because.")
        few = await rig.work.result()
        assert (few.answers, few.score, few.said) == (9, None, ())
        await self.gives(rig, 10, 10, "")
        told = await rig.work.result()
        assert (told.promoters, told.passives, told.detractors) == (6, 2, 2)
        assert told.score == 40.0
        assert told.margin == 49.6  # 1.96 × √(0.8 − 0.4²) ÷ √10
        assert [(said.score, said.why) for said in told.said][:2] == [(3, "Because."), (6, "Because.")]

    async def test_two_contacts_that_are_one_are_not_asked_twice(self, rig: PulseRig) -> None:
        await rig.due("con_2")
        await rig.work.hand_over(ContactId("con_2"), ASKER)
        await rig.due()
        assert len(rig.asked) == 1
        assert await rig.work.open_of(ASKER) is not None

    async def gives(self, rig: PulseRig, number: int, score: int, why: str) -> None:
        await rig.due(f"con_of_{number}")
        await rig.work.answer(PulseId(rig.asked[-1].pulse), score, why)
