"""Use cases about tickets, on both engines."""

import asyncio

import pytest

from tests.support.kept import events_of
from tests.support.tickets import TicketDesk, TicketPromises
from walletdesk.platform.db import Database
from walletdesk.tickets import TicketOpened
from walletdesk.tickets.store import SqlArchive, open_work


@pytest.fixture
def desk(db: Database) -> TicketDesk:
    return TicketDesk(open_work(db), SqlArchive(db), events_of(db))


class TestInSql(TicketPromises):
    pass


async def test_told_many_times_at_once_it_still_opens_one(desk: TicketDesk) -> None:
    tickets = await asyncio.gather(*[desk.after_hours() for _ in range(8)])
    assert len({ticket.id for ticket in tickets}) == 1
    assert len(desk.told(TicketOpened)) == 1
