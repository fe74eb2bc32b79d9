"""What comes in is on disk before it is acknowledged, once, unread, and in nobody's sight."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.support.kept import jobs_of
from walletdesk.channels.arrivals import TAKE, TAKEN_AGAIN, Arrival, Arrivals, Arriving, State, Taken
from walletdesk.channels.arrivals.store import ARRIVAL, ARRIVAL_RAW, SqlArrivalReading, open_work
from walletdesk.channels.inboxes import Sealer
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import ConversationId, InboxId
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db import Database, statement

INBOX = InboxId("inb_one")
LETTER = Arriving("1", b"words that nobody should find in a row", {"to": "support@wallet.example"})


class Rig:
    """Is its channel's taker too: ``outcome`` is what it makes of everything."""

    def __init__(self, db: Database) -> None:
        self.db, self.at, self.paused = db, datetime(2026, 11, 23, 9, tzinfo=UTC), False
        self.outcome: Taken | Exception = Taken(state=State.TAKEN, conversation=ConversationId("cnv_1"))
        self.took: list[Arriving] = []
        self.arrivals = Arrivals(
            open_work=open_work(db),
            reading=SqlArrivalReading(db),
            sealing=Sealer(b"k" * 32, "arrivals"),
            pauses=self,
            keep_days=30,
            clock=lambda: self.at,
        )
        self.arrivals.taken_by("sample", self)

    async def take(self, _: Arrival, arrived: Arriving) -> Taken:
        self.took.append(arrived)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    async def is_paused(self, _: InboxId) -> bool:
        return self.paused

    async def keep(self, *arriving: Arriving) -> int:
        return await self.arrivals.keep(INBOX, "sample", *(arriving or (LETTER,)))

    async def run(self) -> None:
        for job in [job for (kind, _), job in (await jobs_of(self.db)).items() if kind == TAKE]:
            await self.arrivals.take(job)

    async def only(self) -> Arrival:
        [found] = await self.arrivals.listed(INBOX, list(State))
        return found


@pytest.fixture
def rig(db: Database) -> Rig:
    return Rig(db)


async def test_brought_three_times_it_is_kept_and_taken_once(rig: Rig) -> None:
    assert [await rig.keep() for _ in range(3)] == [1, 0, 0]
    assert await rig.keep(LETTER, Arriving("2", b"another")) == 1
    await rig.run()
    await rig.run()
    assert sorted(one.external_id for one in rig.took) == ["1", "2"]
    assert LETTER in rig.took, "as it came, with what its transport knew"
    found = await rig.arrivals.of_conversation(ConversationId("cnv_1"))
    assert [one.state for one in found] == [State.TAKEN] * 2


async def test_what_came_is_in_no_row_as_it_came(rig: Rig) -> None:
    await rig.keep()
    rows = [row for kept in (ARRIVAL, ARRIVAL_RAW) for row in await rig.db.all(statement(sa.select(kept)))]
    assert not any(word in repr(row).encode() for row in rows for word in (LETTER.raw, b"wallet.example"))
    assert await rig.arrivals.arrived((await rig.only()).id) == LETTER


async def test_a_paused_inbox_keeps_and_takes_later(rig: Rig) -> None:
    rig.paused = True
    await rig.keep()
    await rig.run()
    assert rig.took == []
    rig.paused = False
    await rig.arrivals.take_waiting(INBOX)
    await rig.run()
    assert (await rig.only()).state is State.TAKEN


async def test_what_failed_is_shown_and_can_be_taken_again(rig: Rig) -> None:
    rig.outcome = RuntimeError("ours")
    await rig.keep()
    with pytest.raises(RuntimeError):
        await rig.run()
    id = (await rig.only()).id
    await rig.arrivals.set_aside(id)
    assert (await rig.only()).state is State.FAILED
    rig.outcome = Taken(state=State.TAKEN)
    await rig.arrivals.take_again(id)
    await rig.run()
    assert (await rig.only()).state is State.TAKEN
    with pytest.raises(Conflict):
        await rig.arrivals.take_again(id)
    with pytest.raises(NotFound):
        await rig.arrivals.take_again("arr_none")


async def test_what_is_brought_together_is_taken_in_that_order(rig: Rig) -> None:
    brought = [Arriving(str(number), b"x") for number in range(20)]
    await rig.keep(*brought)
    jobs = [job for (kind, _), job in (await jobs_of(rig.db)).items() if kind == TAKE]
    for job in sorted(jobs, key=lambda one: one.key):
        await rig.arrivals.take(job)
    assert rig.took == brought
    assert [job.key for job in sorted(jobs, key=lambda one: one.run_at)] == sorted(job.key for job in jobs)


async def test_somebody_looked_and_has_it_taken_again(rig: Rig) -> None:
    rig.outcome = Taken(state=State.HELD, reason="no_sender")
    await rig.keep()
    await rig.run()
    await rig.arrivals.take_again((await rig.only()).id)
    assert (await rig.only()).reason == TAKEN_AGAIN
    await rig.run()
    assert len(rig.took) == 2


async def test_what_held_a_secret_is_wiped(rig: Rig) -> None:
    rig.outcome = Taken(state=State.STOPPED, reason="mnemonic", wipes=True)
    await rig.keep()
    await rig.run()
    found = await rig.only()
    assert (found.state, found.has_raw) == (State.STOPPED, False)
    assert await rig.arrivals.arrived(found.id) is None
    assert await rig.keep() == 0, "that it came is still known"


async def test_after_its_days_it_is_forgotten_and_still_known(rig: Rig) -> None:
    forget = Job(kind="arrival.forget", key="all", run_at=rig.at)
    await rig.keep()
    rig.at += timedelta(days=31)
    await rig.arrivals.forget(forget)
    assert await rig.arrivals.arrived((await rig.only()).id) == LETTER, "nobody has read it yet"
    await rig.run()
    await rig.arrivals.forget(forget)
    found = await rig.only()
    assert (found.has_raw, await rig.arrivals.arrived(found.id)) == (False, None)
    assert await rig.keep() == 0
