"""Use cases about the staff, in memory."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

import pytest

from tests.support.memory import opening
from tests.support.staff import KEY, MemoryReading, MemorySessions, MemoryStaff, Staff, staff, staff_in_memory
from tests.support.staff_promises import StaffPromises
from walletdesk.kernel.errors import Unavailable
from walletdesk.kernel.ids import SessionId
from walletdesk.staff import StaffSecrets
from walletdesk.staff.model import StaffSession


@pytest.fixture(name="staff")
def staff_here() -> Staff:
    return staff_in_memory()


class TestInMemory(StaffPromises):
    pass


@pytest.fixture
def memory() -> MemoryStaff:
    return MemoryStaff(StaffSecrets(KEY).audit_key)


async def test_a_request_does_not_cost_a_query(memory: MemoryStaff) -> None:
    reading = MemoryReading(memory)
    here = staff(opening(memory), reading, lambda: memory.events)
    await here.hire()
    entered = await here.enter()
    for _ in range(100):
        assert await here.is_in(entered)
    assert reading.session_reads == 1
    here.clock.forward(seconds=5)
    assert await here.is_in(entered)
    assert reading.session_reads == 2


async def test_a_clock_that_jumps_back_does_not_keep_an_old_answer(memory: MemoryStaff) -> None:
    reading = MemoryReading(memory)
    here = staff(opening(memory), reading, lambda: memory.events)
    await here.hire()
    entered = await here.enter()
    assert await here.is_in(entered)
    here.clock.forward(hours=-1)
    assert await here.is_in(entered)
    assert reading.session_reads == 2


async def test_another_process_that_revoked_is_believed_within_five_seconds(memory: MemoryStaff) -> None:
    one, two = (staff(opening(memory), MemoryReading(memory), lambda: memory.events) for _ in range(2))
    agent = await one.hire()
    entered = await one.enter()
    assert await two.is_in(entered)
    await one.sessions.revoke(agent.viewer, entered.signed_in.session)
    two.clock.forward(seconds=5)
    assert not await two.is_in(entered)


async def test_an_answer_read_before_a_revocation_is_not_kept_after_it(memory: MemoryStaff) -> None:
    reading = _RevokedMeanwhile(memory)
    here = staff(opening(memory), reading, lambda: memory.events)
    agent = await here.hire()
    entered = await here.enter()

    async def revoke() -> None:
        await here.sessions.revoke(agent.viewer, entered.signed_in.session)

    reading.meanwhile = revoke
    await here.is_in(entered)
    assert not await here.is_in(entered)


async def test_a_full_disk_signs_nobody_out(memory: MemoryStaff) -> None:
    here = staff(opening(memory), MemoryReading(memory), lambda: memory.events)
    await here.hire()
    entered = await here.enter()
    here.clock.forward(minutes=2)
    memory.sessions = _FullSessions(memory.sessions.kept)
    assert await here.is_in(entered)


async def test_a_changed_row_of_the_audit_is_found(memory: MemoryStaff) -> None:
    here = staff(opening(memory), MemoryReading(memory), lambda: memory.events)
    for n in range(5):
        await here.hire(f"agent-{n}")
    rows = list(memory.audit.kept)
    elsewhere = staff_in_memory()
    for n in range(3):
        await elsewhere.hire(f"other-{n}")
    other = (await elsewhere.reading.audit_from(3, 1))[0]  # well sealed, with this key and this number
    for bent in (
        [*rows[:2], other, *rows[3:]],
        [*rows[:2], replace(rows[2], actor="agt_other"), *rows[3:]],
        [*rows[:2], *rows[3:]],
        [*rows[:2], rows[3], rows[2], rows[4]],
        [*rows[:2], replace(rows[2], details={"role": "admin"}), *rows[3:]],
    ):
        memory.audit.kept = bent
        assert await here.auditing.first_broken() == 3


class _RevokedMeanwhile(MemoryReading):
    """Something happens between the read and the answer, once."""

    meanwhile: Callable[[], Awaitable[None]] | None = None

    async def session(self, secret_hash: str) -> StaffSession | None:
        found = await super().session(secret_hash)
        if self.meanwhile:
            act, self.meanwhile = self.meanwhile, None
            await act()
        return found


class _FullSessions(MemorySessions):
    def __init__(self, kept: dict[str, StaffSession]) -> None:
        self.kept = kept

    async def seen(self, id: SessionId, at: datetime) -> None:
        raise Unavailable
