"""Those who could not reach us, in memory, and what both memory and the SQL store promise."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from tests.support.memory import Hands, MemoryWork
from walletdesk.kernel.errors import Invalid, NotFound, SecretStopped, TooMany
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.platform.limits import MemoryLimiter
from walletdesk.surveys import ManyUnreached, Telling, Told, Unreached
from walletdesk.surveys.unreached.ports import Archive, OpenWork

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
LEAD = AgentViewer(agent=AgentId("agt_lea"), role=Role.LEAD)
AGENT = AgentViewer(agent=AgentId("agt_ann"), role=Role.AGENT)
TOLD = Told(way="webchat", said="It did not open.", on=date(2026, 11, 19), about="21:30", locale="en")


class MemoryUnreached:
    def __init__(self) -> None:
        self.kept: dict[str, Unreached] = {}

    async def add(self, one: Unreached, once: str) -> bool:
        return self.kept.setdefault(once, one) is one

    async def senders(self, at: datetime) -> int:
        return len({one.sender for one in self.kept.values() if one.at >= at})


class MemoryUnreachedWork(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.unreached = MemoryUnreached()


class MemoryUnreachedArchive:
    def __init__(self, memory: MemoryUnreachedWork) -> None:
        self._memory = memory

    async def list(self, *, way: str, most: int) -> Sequence[Unreached]:
        every = sorted(self._memory.unreached.kept.values(), key=lambda one: one.at, reverse=True)
        return [one for one in every if way in ("", one.told.way)][:most]

    async def counts(self, since: datetime) -> Sequence[tuple[date, str, int]]:
        kept = [one for one in self._memory.unreached.kept.values() if one.at >= since]
        counted = Counter((one.at.astimezone(UTC).date(), one.told.way) for one in kept)
        return [(day, way, count) for (day, way), count in counted.items()]


@dataclass
class UnreachedRig:
    """Everything a test of telling turns."""

    open_work: OpenWork
    archive: Archive
    events: list[Event]
    clock: Hands = field(default_factory=lambda: Hands(NOW))

    def __post_init__(self) -> None:
        self.asked_for: list[str] = []

        async def address(email: str, *, once: str, ip: str, locale: str) -> tuple[ContactId, str]:
            self.asked_for.append(email)
            return ContactId("con_1"), "sent"

        self.work = Telling(
            open_work=self.open_work,
            archive=self.archive,
            limiter=MemoryLimiter(lambda: self.clock().timestamp()),
            address=address,
            holds_secret=lambda text: "secret" in text,
            sealed=lambda ip: f"sealed {ip}",
            is_open=lambda once: once.startswith("once"),
            clock=self.clock,
        )

    async def tell(
        self, number: int = 1, told: Told = TOLD, *, email: str = "", ip: str = "", once: str = ""
    ) -> str:
        return await self.work.tell(told, email=email, once=once or f"once-{number}", ip=ip or f"ip-{number}")


class UnreachedPromises:
    """Give a fixture ``rig``."""

    async def test_what_is_told_is_listed_for_leads_and_counted_by_week_and_way(
        self, rig: UnreachedRig
    ) -> None:
        assert await rig.tell(1) == ""
        rig.clock.forward(days=3)  # a Monday
        await rig.tell(2, Told(way="phone", said="Nobody answered.", locale="zh-CN"))
        await rig.tell(3)
        listed = await rig.work.list(LEAD)
        assert [one.told.way for one in listed[1:]] in (["phone", "webchat"], ["webchat", "webchat"])
        assert listed[-1].told == TOLD
        assert [one.told.said for one in await rig.work.list(LEAD, way="phone")] == ["Nobody answered."]
        assert [(str(week.begins), dict(week.ways)) for week in await rig.work.weeks(LEAD)] == [
            ("2026-11-23", {"phone": 1, "webchat": 1}),
            ("2026-11-16", {"webchat": 1}),
        ]
        for act in (rig.work.list(AGENT), rig.work.weeks(AGENT)):
            with pytest.raises(NotFound):
                await act

    async def test_the_same_form_twice_is_kept_once(self, rig: UnreachedRig) -> None:
        await asyncio.gather(rig.tell(1), rig.tell(1), rig.tell(1))
        assert len(await rig.work.list(LEAD)) == 1

    async def test_a_burst_is_told_and_a_few_over_the_day_are_not(self, rig: UnreachedRig) -> None:
        for number in range(6):
            await rig.tell(number)
            rig.clock.forward(minutes=20)
        assert rig.events == []
        for number in range(6, 9):
            await rig.tell(number)
        assert [event.count for event in rig.events if isinstance(event, ManyUnreached)] == [5, 6]

    async def test_one_person_however_often_is_no_burst(self, rig: UnreachedRig) -> None:
        for number in range(9):
            await rig.tell(number, ip=f"2001:db8:1:2::{number:x}")
        for number in range(9, 12):
            await rig.tell(number)
        assert rig.events == []
        await rig.tell(12)
        assert [event.count for event in rig.events if isinstance(event, ManyUnreached)] == [5]

    async def test_an_address_is_asked_for_its_proof_and_never_kept_here(self, rig: UnreachedRig) -> None:
        assert await rig.tell(1, email="a@mail.example") == "sent"
        [one] = await rig.work.list(LEAD)
        assert (one.contact, rig.asked_for) == ("con_1", ["a@mail.example"])
        assert "mail.example" not in repr(one)

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            (Told(way="pigeon", said="x"), "way"),
            (Told(way="email", said="  "), "said"),
            (Told(way="email", said="x" * 2001), "said"),
            (Told(way="email", said="x", on=date(2026, 11, 22)), "on"),
            (Told(way="email", said="x", on=date(2025, 11, 1)), "on"),
        ],
    )
    async def test_what_makes_no_sense_is_refused_by_its_field(
        self, rig: UnreachedRig, told: Told, field: str
    ) -> None:
        assert list(told.faults(NOW)) == [field]
        with pytest.raises(Invalid):
            await rig.tell(1, told)
        assert await rig.work.list(LEAD) == []

    async def test_a_secret_and_an_old_page_and_a_flood_are_refused(self, rig: UnreachedRig) -> None:
        with pytest.raises(SecretStopped):
            await rig.tell(1, Told(way="email", said="my secret words"))
        with pytest.raises(SecretStopped):
            await rig.tell(1, email="secret")
        with pytest.raises(Invalid) as refusal:
            await rig.tell(1, once="old")
        assert refusal.value.code == "stale"
        for number in range(10):
            await rig.tell(number, ip="one")
        with pytest.raises(TooMany):
            await rig.tell(11, ip="one")
        assert len(await rig.work.list(LEAD)) == 10
