"""Use cases about tickets, on both engines."""

import asyncio

import pytest

from tests.support.kept import events_of
from tests.support.tickets import TicketPromises, TicketRig
from walletdesk.platform.db import Database
from walletdesk.tickets import TicketOpened
from walletdesk.tickets.store import SqlArchive, open_work


@pytest.fixture
def rig(db: Database) -> TicketRig:
    return TicketRig(open_work(db), SqlArchive(db), events_of(db))


class TestInSql(TicketPromises):
    pass


async def test_told_many_times_at_once_it_still_opens_one(rig: TicketRig) -> None:
    tickets = await asyncio.gather(*[rig.after_hours() for _ in range(8)])
    assert len({ticket.id for ticket in tickets}) == 1
    assert len(rig.told(TicketOpened)) == 1
