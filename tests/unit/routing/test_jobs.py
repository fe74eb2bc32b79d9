"""Timed work of routing, and who tells places."""

import asyncio

import pytest

from tests.support.routing import ANN, NOON, ONE, Scene, asked, in_memory, member, minutes, waiting_jobs
from walletdesk.kernel.ids import ContactId
from walletdesk.routing import Policy, QueueChanged, jobs
from walletdesk.routing.jobs import REPAIR, SWEEP, BoardTeller, RoutingJobs

POOL = asked("c1").need.pool


@pytest.fixture
def the() -> Scene:
    return in_memory(Policy(auto_accept=False))


@pytest.fixture
def timed(the: Scene) -> RoutingJobs:
    return RoutingJobs(the.routing, heads=the.talks, clock=the.clock, open_work=the.open_work)


async def test_an_offer_runs_out_by_its_job(the: Scene, timed: RoutingJobs) -> None:
    await the.comes(member("ann"), member("ben"))
    await the.asks(asked("c1"))
    await timed.on_offer_expired((await waiting_jobs(the))["routing.offer_expired", "c1"])
    assert await the.agent_of("c1") == "ben"


async def test_a_contact_and_an_agent_stay_gone_by_their_jobs(the: Scene, timed: RoutingJobs) -> None:
    await the.asks(asked("c1"))
    await the.comes(member("ann", capacity=0))
    await the.routing.presence.contact_lost(ContactId("con_c1"))
    await the.routing.presence.agent_lost(ANN)
    kept = await waiting_jobs(the)
    await timed.on_agent_gone(kept["routing.agent_gone", "ann"])
    await timed.on_contact_gone(kept["routing.contact_gone", "c1"])
    assert the.staff.said == [("ann", "offline")]
    assert await the.state("c1") == ("left", None)


async def test_what_comes_round_begins_soon_and_beginning_twice_is_once(
    the: Scene, timed: RoutingJobs
) -> None:
    for _ in range(2):
        await timed.start()
        await timed.plan_repair()
    planned = {kind: job.run_at for (kind, _), job in (await waiting_jobs(the)).items()}
    assert planned == {SWEEP: NOON + minutes(1), REPAIR: NOON + minutes(2)}


async def test_a_repair_compares_the_queue_with_the_conversations(the: Scene, timed: RoutingJobs) -> None:
    await the.asks(asked("c1"))
    the.talks.heads[ONE].status = "closed"
    await timed.plan_repair()
    await timed.on_repair((await waiting_jobs(the))[REPAIR, "all"])
    assert await the.state("c1") == ("left", None)


async def test_places_are_told_once_however_often_the_queue_changes(
    the: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "BOARD_EVERY", 0.01)
    teller = BoardTeller(the.routing.board)
    await the.asks(asked("c1"))
    for _ in range(50):
        teller.on_queue_changed(QueueChanged(POOL))
    await asyncio.sleep(0.05)
    assert the.around.told == [{ONE: 1}]
    await teller.close()


async def test_places_that_could_not_be_told_are_told_the_next_time(the: Scene) -> None:
    await the.asks(asked("c1"))
    the.routing.board.touch(POOL)
    the.around.is_deaf = True
    with pytest.raises(OSError, match="no connection"):
        await the.routing.board.tell()
    the.around.is_deaf = False
    await the.routing.board.tell()
    assert the.around.told == [{ONE: 1}]


async def test_closing_ends_the_telling(the: Scene) -> None:
    teller = BoardTeller(the.routing.board)
    teller.on_queue_changed(QueueChanged(POOL))
    await teller.close()
    await teller.close()
