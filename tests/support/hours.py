"""Business calendars in memory, and what both they and the SQL store promise."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.support.memory import MemoryAudit, MemoryWork, opening
from walletdesk.hours import (
    DEFAULT_CALENDAR,
    Calendar,
    CalendarChanged,
    CalendarId,
    Covers,
    DayKind,
    Hours,
    OneOff,
    OwnHoliday,
    Place,
    Reason,
    Span,
    Surge,
    Timetable,
    WeeklySpan,
)
from walletdesk.hours.service import MOST_CALENDARS
from walletdesk.kernel.errors import Conflict, Invalid, NotFound
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ConversationId

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
OFFICE = Calendar(
    id=DEFAULT_CALENDAR,
    name="Support",
    zone="Asia/Shanghai",
    week=tuple(WeeklySpan(day, 540, 1080) for day in range(5)),
)


LAUNCH = Surge(
    date(2026, 12, 1),
    date(2026, 12, 3),
    "Launch",
    (Span(0, 1440),),
    {"zh-CN": "发布期间全天在线", "en": "Around the clock for the launch"},
)


class MemoryCalendars:
    def __init__(self) -> None:
        self.kept: dict[CalendarId, Calendar] = {}

    async def find(self, id: CalendarId) -> Calendar | None:
        return self.kept.get(id)

    async def list(self) -> Sequence[Calendar]:
        return sorted(self.kept.values(), key=lambda c: (c.name, c.id))

    async def add(self, calendar: Calendar, at: datetime) -> bool:
        return self.kept.setdefault(calendar.id, calendar) is calendar

    async def replace(self, calendar: Calendar, at: datetime) -> bool:
        if calendar.id not in self.kept or self.kept[calendar.id].version != calendar.version - 1:
            return False
        self.kept[calendar.id] = calendar
        return True


class MemoryHours(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.calendars = MemoryCalendars()
        self.audit = MemoryAudit()


class TwoHolidays:
    """A country with one holiday and one Saturday worked for it."""

    def knows(self, country: str, subdivision: str | None) -> bool:
        return country == "CN"

    def kind_of(self, country: str, subdivision: str | None, on: date) -> DayKind:
        kinds = {date(2026, 10, 1): DayKind.HOLIDAY, date(2026, 10, 10): DayKind.MAKE_UP_WORKDAY}
        return kinds.get(on, DayKind.ORDINARY)


class _Reading:
    """Reads what is in the memory now, also after a block was undone."""

    def __init__(self, memory: MemoryHours) -> None:
        self._memory = memory

    async def find(self, id: CalendarId) -> Calendar | None:
        return await self._memory.calendars.find(id)

    async def list(self) -> Sequence[Calendar]:
        return await self._memory.calendars.list()


def hours_in(memory: MemoryHours) -> Hours:
    return Hours(
        calendars=_Reading(memory), open_work=opening(memory), public=TwoHolidays(), clock=lambda: NOW
    )


def first_of(hours: Hours) -> Callable[[ConversationId], Coroutine[None, None, Timetable]]:
    """Where there is one calendar, and it holds for every conversation."""
    return lambda _: hours.timetable()


class HoursPromises:
    """Give fixtures ``hours`` and ``events`` (what was emitted so far)."""

    async def test_what_is_saved_comes_back_equal(self, hours: Hours) -> None:
        full = replace(
            OFFICE,
            country="CN",
            holidays=(OwnHoliday(date(2026, 12, 24), "平安夜"),),
            one_offs=(OneOff(date(2026, 12, 31), "Launch", (Span(0, 60), Span(600, 1440))),),
            surges=(LAUNCH,),
            covers=Covers(teams=("team_1",), inboxes=("main",), languages=("en",)),
        )
        saved = await hours.save(full)
        assert saved == replace(full, version=1)
        assert await hours.get() == saved
        assert await hours.list() == [saved]

    async def test_two_people_who_edit_at_once_do_not_overwrite_each_other(self, hours: Hours) -> None:
        first = await hours.save(OFFICE)
        theirs = await hours.save(replace(first, name="Theirs"))
        with pytest.raises(Conflict) as refusal:
            await hours.save(replace(first, name="Mine"))
        assert refusal.value.code == "changed_meanwhile"
        assert await hours.get() == theirs

    async def test_a_change_is_told_to_those_who_count_by_it(self, hours: Hours, events: list[Event]) -> None:
        await hours.save(OFFICE, by="agt_1")
        assert events == [CalendarChanged(at=NOW, calendar=DEFAULT_CALENDAR, version=1, by="agt_1")]

    async def test_the_first_calendar_is_put_in_place_once(self, hours: Hours, events: list[Event]) -> None:
        await hours.ensure(OFFICE)
        edited = await hours.save(replace(await hours.get(), name="Edited"))
        await hours.ensure(OFFICE)
        assert await hours.get() == edited
        assert len(events) == 2

    async def test_an_unknown_calendar_and_an_unknown_country_are_refused(self, hours: Hours) -> None:
        with pytest.raises(NotFound):
            await hours.get(CalendarId("cal_none"))
        with pytest.raises(Invalid):
            await hours.save(replace(OFFICE, country="XX"))

    async def test_the_timetable_follows_the_calendar_and_its_country(self, hours: Hours) -> None:
        holiday = datetime(2026, 10, 1, 4, tzinfo=UTC)  # noon in Shanghai, a Thursday
        saved = await hours.save(OFFICE)
        assert (await hours.timetable()).is_open(holiday)
        await hours.save(replace(saved, country="CN"))
        assert not await hours.is_open(holiday)
        assert await hours.next_open(holiday) == datetime(2026, 10, 2, 1, tzinfo=UTC)

    async def test_a_conversation_is_held_to_its_team_then_its_inbox_then_its_language(
        self, hours: Hours
    ) -> None:
        await hours.save(OFFICE)
        named = {
            name: await hours.create(replace(OFFICE, name=name, covers=covers), by="agt_1")
            for name, covers in (
                ("team", Covers(teams=("team_1",))),
                ("inbox", Covers(inboxes=("main",))),
                ("language", Covers(languages=("en",))),
            )
        }
        for place, name in (
            (Place(team="team_1", inbox="main", language="en"), "team"),
            (Place(team="team_2", inbox="main", language="en"), "inbox"),
            (Place(team="main", inbox="en", language="en"), "language"),
        ):
            assert (await hours.covering(place)).calendar == named[name]
        assert (await hours.covering(Place(team="team_9"))).calendar.id == DEFAULT_CALENDAR
        other = named["inbox"].id
        assert (await hours.covering(Place(), other)).calendar == named["inbox"]
        with pytest.raises(NotFound):
            await hours.covering(Place(), CalendarId("cal_none"))

    async def test_a_place_has_one_calendar(self, hours: Hours) -> None:
        first = await hours.create(replace(OFFICE, covers=Covers(teams=("team_1",))), by="agt_1")
        with pytest.raises(Conflict) as refusal:
            await hours.create(replace(OFFICE, covers=Covers(teams=("team_2", "team_1"))), by="agt_1")
        assert refusal.value.code == "covered_already"
        await hours.save(replace(first, name="Again"), by="agt_1")  # its own places are no others'

    async def test_a_calendar_can_be_looked_at_before_it_is_kept(self, hours: Hours) -> None:
        await hours.save(OFFICE)
        days = await hours.preview(replace(OFFICE, country="CN", surges=(LAUNCH,)))
        assert [day.on for day in days][::13] == [date(2026, 11, 20), date(2026, 12, 3)]
        assert (days[0].reason, days[0].spans) == (Reason.WEEK, (Span(540, 1080),))
        assert [(day.reason, day.name) for day in days[11:]] == [(Reason.SURGE, "Launch")] * 3
        assert (await hours.get()).surges == ()
        with pytest.raises(Invalid):
            await hours.preview(replace(OFFICE, country="XX"))

    async def test_there_are_not_more_calendars_than_can_be_read_each_time(self, hours: Hours) -> None:
        for n in range(MOST_CALENDARS):
            await hours.create(replace(OFFICE, name=f"{n}"), by="agt_1")
        with pytest.raises(Conflict):
            await hours.create(OFFICE, by="agt_1")
