"""Use cases about business calendars, on fakes."""

import pytest

from tests.support.hours import OFFICE, HoursPromises, MemoryHours, hours_in
from walletdesk.hours import Hours
from walletdesk.kernel.events import Event


@pytest.fixture
def memory() -> MemoryHours:
    return MemoryHours()


@pytest.fixture
def hours(memory: MemoryHours) -> Hours:
    return hours_in(memory)


@pytest.fixture
def events(memory: MemoryHours) -> list[Event]:
    return memory.events


class TestOnFakes(HoursPromises):
    pass


async def test_a_timetable_is_worked_out_once_while_the_calendar_stays(hours: Hours) -> None:
    await hours.save(OFFICE)
    assert await hours.timetable() is await hours.timetable()
