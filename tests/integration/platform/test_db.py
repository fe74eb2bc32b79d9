"""What a block of writes promises, on both engines."""

import asyncio
from collections.abc import Sequence

import asyncpg
import pytest
import sqlalchemy as sa

from tests.support.kept import events_of, jobs_of
from tests.support.things import ADD, ADD_ONCE, CHANGE, GET, NOON, add, ids, job, make_things, noted
from tests.support.until import until
from walletdesk.kernel.errors import Duplicate
from walletdesk.kernel.events import Event
from walletdesk.platform.db import Database, Kept, SqlWork, statement, works
from walletdesk.platform.db.outbox import OUTBOX

OUTBOX_KINDS = statement(sa.select(OUTBOX.c.topic, OUTBOX.c.kind).order_by(OUTBOX.c.id))


@pytest.fixture
async def things(db: Database) -> Database:
    await make_things(db)
    return db


async def test_a_block_that_ends_well_keeps_everything(things: Database) -> None:
    async with things.write() as tx:
        await tx.run(ADD, id="a", note="one")
        await tx.many(ADD, [{"id": "b", "note": ""}, {"id": "c", "note": ""}])
        tx.emit(noted("a"))
        tx.schedule(job("a"))
        changed = await tx.run(CHANGE, thing="a", new="two")
    assert changed == 1
    assert await things.one(GET, id="a") == ("two",)
    assert await ids(things) == ["a", "b", "c"]
    assert await things.all(OUTBOX_KINDS) == [("a", "Noted")]
    assert await jobs_of(things) == {("remind", "a"): job("a")}


async def test_an_exception_keeps_nothing_and_tells_nobody(things: Database) -> None:
    told = kept_of(things)
    with pytest.raises(ZeroDivisionError):
        async with things.write() as tx:
            await tx.run(ADD, id="a", note="")
            tx.emit(noted("a"))
            tx.hint("seen")
            tx.schedule(job("a"))
            _ = 1 / 0
    assert await ids(things) == []
    assert (await things.all(OUTBOX_KINDS), await jobs_of(things), told) == ([], {}, [])


async def test_a_failing_block_takes_none_of_its_neighbours_along(things: Database) -> None:
    async def one(number: int) -> None:
        async with things.write() as tx:
            await tx.run(ADD, id=f"{number:02}", note="")
            tx.emit(noted("all", number))
            assert number % 3, "every third changes its mind"

    events = events_of(things)
    results = await asyncio.gather(*(one(number) for number in range(30)), return_exceptions=True)
    good = [number for number in range(30) if number % 3]
    assert [number for number, result in enumerate(results) if result is None] == good
    assert await ids(things) == [f"{number:02}" for number in good]
    assert sorted(getattr(event, "number", -1) for event in events) == good
    assert len(await things.all(OUTBOX_KINDS)) == len(good)


async def test_what_is_told_of_one_topic_comes_in_the_order_of_the_commits(
    things: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, answer = asyncpg.transaction.Transaction.commit, asyncio.Event()
    held = [answer]

    async def first_answer_is_late(self: asyncpg.transaction.Transaction) -> None:
        await commit(self)
        if held:
            await held.pop().wait()

    async def one(topic: str, number: int) -> None:
        async with things.write() as tx:
            await tx.run(ADD, id=str(number), note="")
            tx.emit(noted(topic, number))

    monkeypatch.setattr(asyncpg.transaction.Transaction, "commit", first_answer_is_late)
    events = events_of(things)
    first = asyncio.create_task(one("a", 1))
    await asyncio.wait({first}, timeout=0.3)
    assert await ids(things) == ["1"]
    second = asyncio.create_task(one("a", 2))
    await one("b", 3)
    await asyncio.wait({second}, timeout=0.3)
    assert 3 in numbers(events, "b")  # another topic does not wait
    answer.set()
    await asyncio.gather(first, second)
    assert numbers(events, "a") == [1, 2]


async def test_what_exists_already_is_a_duplicate_and_the_next_block_is_fine(things: Database) -> None:
    await add(things, "a", "first")
    with pytest.raises(Duplicate):
        async with things.write() as tx:
            await tx.run(ADD, id="b", note="goes with it")
            await tx.run(ADD, id="a", note="second")
    await add(things, "c")
    assert await ids(things) == ["a", "c"]
    assert await things.one(GET, id="a") == ("first",)


async def test_saying_it_again_is_no_error_where_the_statement_allows_it(things: Database) -> None:
    async with things.write() as tx:
        first = await tx.one(ADD_ONCE, id="a", note="")
        again = await tx.one(ADD_ONCE, id="a", note="")
    assert (first, again) == (("a",), None)


async def test_a_block_sees_its_own_rows_and_others_only_what_is_committed(things: Database) -> None:
    async with things.write() as tx:
        await tx.run(ADD, id="a", note="")
        mine = await tx.one(GET, id="a")
        others = await things.one(GET, id="a")
    assert (mine, others) == (("",), None)
    assert await things.slow(GET, id="a") == [("",)]


async def test_listeners_hear_events_hints_and_jobs_once_they_are_on_disk(things: Database) -> None:
    told = kept_of(things)
    async with things.write() as tx:
        await tx.run(ADD, id="a", note="")
        tx.emit(noted("a", 1), noted("a", 2))
        tx.hint("look")
        tx.schedule(job("a"))
        early = list(told)
    assert early == []
    [kept] = told
    assert [emitted.event for emitted in kept.events] == [noted("a", 1), noted("a", 2)]
    first, second = (emitted.id for emitted in kept.events)
    assert first < second
    assert (list(kept.hints), list(kept.jobs)) == (["look"], [job("a")])


async def test_hints_are_written_nowhere(things: Database) -> None:
    async with things.write() as tx:
        tx.hint("look")
    assert await things.all(OUTBOX_KINDS) == []


async def test_a_block_of_rows_alone_tells_nobody(things: Database) -> None:
    told = kept_of(things)
    await add(things, "a")
    assert told == []


async def test_a_listener_that_fails_hurts_neither_the_writer_nor_the_other_listeners(
    things: Database,
) -> None:
    def fails(kept: Kept) -> None:
        raise ZeroDivisionError

    things.on_kept(fails)
    told = kept_of(things)

    async def one(number: int) -> None:
        async with things.write() as tx:
            tx.emit(noted("all", number))

    async with asyncio.timeout(10):
        await asyncio.gather(*(one(number) for number in range(5)))
        await one(5)
    assert len(told) == 6


async def test_a_cancelled_caller_does_not_take_its_write_back(things: Database) -> None:
    told = kept_of(things)
    wrote = asyncio.Event()

    async def one() -> None:
        async with things.write() as tx:
            await tx.run(ADD, id="a", note="")
            tx.emit(noted("a"))
            wrote.set()

    writing = asyncio.get_running_loop().create_task(one())
    await wrote.wait()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    await add(things, "b")
    await until(lambda: bool(told))
    assert await ids(things) == ["a", "b"]
    assert [emitted.event for kept in told for emitted in kept.events] == [noted("a")]


async def test_one_cancelled_before_its_end_keeps_nothing(things: Database) -> None:
    with pytest.raises(asyncio.CancelledError):
        async with things.write() as tx:
            await tx.run(ADD, id="a", note="")
            raise asyncio.CancelledError
    await add(things, "b")
    assert await ids(things) == ["b"]


async def test_a_job_scheduled_again_moves_and_a_cancelled_one_is_gone(things: Database) -> None:
    later = NOON.replace(hour=13)
    async with things.write() as tx:
        tx.schedule(job("a", n=1), job("b"))
    async with things.write() as tx:
        tx.schedule(job("a", later, n=2))
        tx.cancel("remind", "b")
    assert await jobs_of(things) == {("remind", "a"): job("a", later, n=2)}


async def test_a_block_may_cancel_a_job_and_schedule_it_anew(things: Database) -> None:
    async with things.write() as tx:
        tx.schedule(job("a"))
    async with things.write() as tx:
        tx.cancel("remind", "a")
        tx.schedule(job("a", n=2))
    assert await jobs_of(things) == {("remind", "a"): job("a", n=2)}


async def test_a_work_of_a_capability_is_one_block(things: Database) -> None:
    open_work = works(things, SqlWork)
    async with open_work() as work:
        await work.tx.run(ADD, id="a", note="")
        work.emit(noted("a"))
    with pytest.raises(ZeroDivisionError):
        async with open_work() as work:
            await work.tx.run(ADD, id="b", note="")
            raise ZeroDivisionError
    assert await ids(things) == ["a"]
    assert await things.all(OUTBOX_KINDS) == [("a", "Noted")]


def numbers(events: Sequence[Event], topic: str) -> list[int]:
    return [getattr(event, "number", -1) for event in events if event.topic == topic]


def kept_of(db: Database) -> list[Kept]:
    """A list that grows with every commit from now on."""
    told: list[Kept] = []
    db.on_kept(told.append)
    return told
