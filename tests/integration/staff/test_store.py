"""Use cases about the staff, on both engines."""

import asyncio

import pytest
import sqlalchemy as sa

from tests.support.staff import KEY, NOON, PASSWORD, Staff, staff
from tests.support.staff_promises import StaffPromises
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.events import Event
from walletdesk.kernel.viewers import Role
from walletdesk.platform.db import Database, statement
from walletdesk.staff import AuditEntry
from walletdesk.staff.store import SqlReading, audit_in, open_work
from walletdesk.staff.store.tables import AUDIT


@pytest.fixture(name="staff")
def staff_in_sql(db: Database) -> Staff:
    seen: list[Event] = []
    db.on_kept(lambda kept: seen.extend(emitted.event for emitted in kept.events))
    return staff(open_work(db, KEY), SqlReading(db), lambda: seen)


class TestInSql(StaffPromises):
    pass


@pytest.mark.parametrize(
    "change",
    [
        sa.update(AUDIT).values(actor="agt_other"),
        sa.update(AUDIT).where(AUDIT.c.number == 1).values(details="{}"),
        sa.delete(AUDIT),
        sa.delete(AUDIT).where(AUDIT.c.number == 1),
    ],
    ids=["change all", "change one", "remove all", "remove one"],
)
async def test_the_database_itself_refuses_to_change_the_audit(
    db: Database, staff: Staff, change: sa.Update | sa.Delete
) -> None:
    await staff.hire()
    before = await staff.audited()
    with pytest.raises(Exception, match="audit rows are never"):
        async with db.write() as tx:
            await tx.run(statement(change))
    assert await staff.audited() == before


async def test_others_record_in_a_block_of_their_own(db: Database, staff: Staff) -> None:
    entry = AuditEntry(at=NOON, actor="agt_1", action="contact_blocked", target="con_1", details={"n": 1})
    async with db.write() as tx:
        await audit_in(KEY)(tx).record(entry)
    with pytest.raises(RuntimeError):
        async with db.write() as tx:
            await audit_in(KEY)(tx).record(entry)
            raise RuntimeError
    rows = await staff.reading.audit_from(1, 10)
    assert [(row.number, row.details) for row in rows] == [(1, {"n": 1})]


async def test_many_who_record_at_once_make_one_chain(staff: Staff) -> None:
    await asyncio.gather(*(staff.hire(f"agent-{n}") for n in range(20)))
    assert await staff.auditing.first_broken() is None
    assert len(await staff.audited()) == 20


async def test_two_admins_cannot_remove_each_other_at_once(staff: Staff) -> None:
    one, two = await staff.hire("one", Role.ADMIN), await staff.hire("two", Role.ADMIN)
    done = await asyncio.gather(
        staff.personnel.set_role(one.viewer, two.id, Role.AGENT),
        staff.personnel.set_role(two.viewer, one.id, Role.AGENT),
        return_exceptions=True,
    )
    assert [type(result) for result in done if isinstance(result, Exception)] == [Conflict]
    agents = await staff.personnel.list()
    assert len([agent for agent in agents if agent.role is Role.ADMIN]) == 1


async def test_an_invitation_is_used_once_by_many_at_once(staff: Staff) -> None:
    admin = await staff.hire("admin", Role.ADMIN)
    invitation = await staff.inviting.invite(admin.viewer, admin.id)
    done = await asyncio.gather(
        *(staff.inviting.accept(invitation.token, PASSWORD, ip="192.0.2.1") for _ in range(5)),
        return_exceptions=True,
    )
    assert [result for result in done if not isinstance(result, Exception)] == [admin.id]
