"""The embedded writer on a real file: shared flushes, a locked file, a full disk, a block that loiters."""

import asyncio
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.support.things import ADD, GET, add, ids, make_things, noted
from tests.support.until import until
from walletdesk.kernel.errors import Unavailable
from walletdesk.platform.db import open_database, sqlite_writer
from walletdesk.platform.db.sqlite import SqliteDatabase

LONG = "x" * 3_000


@pytest.fixture
async def db(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    file = shutil.copy(sqlite_template, tmp_path / "walletdesk.db")
    database = await open_database(f"sqlite:///{file}")
    assert isinstance(database, SqliteDatabase)
    await make_things(database)
    yield database
    await database.close()


@pytest.fixture
def other(db: SqliteDatabase, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another process's connection to the same file."""
    connection = sqlite3.connect(tmp_path / "walletdesk.db", isolation_level=None)
    yield connection
    connection.close()


async def test_every_commit_is_flushed_to_the_disk(db: SqliteDatabase) -> None:
    def pragma(name: str) -> object:
        return db.writer.connection.execute(f"pragma {name}").fetchone()[0]

    assert (pragma("synchronous"), pragma("journal_mode"), pragma("foreign_keys")) == (2, "wal", 1)


async def test_many_at_once_share_a_few_commits(db: SqliteDatabase) -> None:
    before = db.writer.commits
    await asyncio.gather(*(add(db, f"{number:02}") for number in range(64)))
    assert db.writer.commits - before <= 3
    assert len(await ids(db)) == 64


async def test_a_batch_is_bounded_so_that_nobody_waits_for_an_endless_commit(
    db: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_writer, "LARGEST_BATCH", 8)
    before = db.writer.commits
    await asyncio.gather(*(add(db, f"{number:02}") for number in range(64)))
    assert db.writer.commits - before >= 8


async def test_they_are_told_in_the_order_of_their_commits(db: SqliteDatabase) -> None:
    told: list[int] = []
    db.on_kept(lambda kept: told.extend(emitted.id for emitted in kept.events))

    async def one(number: int) -> None:
        async with db.write() as tx:
            tx.emit(noted("all", number))

    await asyncio.gather(*(one(number) for number in range(100)))
    assert told == sorted(told)
    assert len(told) == 100


async def test_a_block_that_waits_for_something_else_is_refused_and_keeps_nothing(db: SqliteDatabase) -> None:
    with pytest.raises(RuntimeError, match="waited for something other"):
        async with db.write() as tx:
            await tx.run(ADD, id="a", note="")
            await asyncio.sleep(0.01)
    await add(db, "b")
    assert await ids(db) == ["b"]


async def test_a_block_that_waits_takes_no_neighbour_along(db: SqliteDatabase) -> None:
    async def loiters() -> None:
        async with db.write() as tx:
            await tx.run(ADD, id="bad", note="")
            await asyncio.sleep(0.01)

    tasks = (add(db, "a"), loiters(), add(db, "b"))
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(result) for result in results] == [type(None), RuntimeError, type(None)]
    assert await ids(db) == ["a", "b"]


async def test_while_another_process_holds_the_file_writes_wait_and_the_loop_goes_on(
    db: SqliteDatabase, other: sqlite3.Connection
) -> None:
    other.execute("begin immediate")
    writing = asyncio.gather(*(add(db, name) for name in "abc"))
    longest = await longest_pause_of_the_loop(0.3)
    assert not writing.done()
    assert await db.one(GET, id="a") is None, "reads go on"
    other.execute("rollback")
    await writing
    assert await ids(db) == ["a", "b", "c"]
    assert longest < 0.2


async def test_a_file_that_stays_locked_refuses_all_who_waited_at_once(
    db: SqliteDatabase, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_writer, "LOCKED_FOR", 0.3)
    other.execute("begin immediate")
    started = time.monotonic()
    results = await asyncio.gather(*(add(db, f"{n}") for n in range(20)), return_exceptions=True)
    assert {type(result) for result in results} == {Unavailable}
    assert time.monotonic() - started < 2 * 0.3 + 1, "not one after the other"
    other.execute("rollback")
    await add(db, "after")
    assert await ids(db) == ["after"]


async def test_one_who_gives_up_while_the_file_is_locked_blocks_nobody_after(
    db: SqliteDatabase, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_writer, "LOCKED_FOR", 1.0)
    other.execute("begin immediate")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await add(db, "impatient")
    patient = asyncio.ensure_future(add(db, "patient"))
    await asyncio.sleep(0.05)
    other.execute("rollback")
    await patient
    await add(db, "after")
    assert await ids(db) == ["after", "patient"]


async def test_one_who_gives_up_alone_does_not_leave_the_file_locked(
    db: SqliteDatabase, other: sqlite3.Connection
) -> None:
    other.execute("begin immediate")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await add(db, "impatient")
    other.execute("rollback")
    await until(lambda: can_write(other))
    await add(db, "after")
    assert await ids(db) == ["after"]


async def test_a_full_disk_refuses_the_whole_batch_and_reads_stay_up(db: SqliteDatabase) -> None:
    await add(db, "before", "readable")
    fill(db)
    results = await asyncio.gather(*(add(db, f"{n}", LONG) for n in range(20)), return_exceptions=True)
    assert {type(result) for result in results} == {Unavailable}
    assert await db.one(GET, id="before") == ("readable",)
    assert await db.slow(GET, id="before") == [("readable",)]


async def test_whoever_shared_the_batch_with_the_one_that_found_the_disk_full_is_refused_too(
    db: SqliteDatabase,
) -> None:
    """SQLite takes the whole transaction back, so the small ones are not stored either."""
    fill(db)
    tasks = (add(db, "small"), add(db, "large", LONG * 20), add(db, "smaller"))
    results = await asyncio.gather(*tasks, return_exceptions=True)
    stored = await ids(db)
    refused = [type(result) for result in results]
    assert refused[:2] == [Unavailable, Unavailable]
    assert ("small" in stored, "large" in stored, "smaller" in stored) == (
        False,
        False,
        refused[2] is type(None),
    )


async def test_events_are_not_told_of_a_batch_that_was_refused(db: SqliteDatabase) -> None:
    told: list[object] = []
    db.on_kept(told.append)
    fill(db)
    with pytest.raises(Unavailable):
        async with db.write() as tx:
            tx.emit(noted("a"))
            await tx.run(ADD, id="large", note=LONG * 20)
    assert told == []


async def test_an_outbox_row_that_finds_the_disk_full_takes_its_block_back(db: SqliteDatabase) -> None:
    fill(db)
    with pytest.raises(Unavailable):
        async with db.write() as tx:
            tx.emit(noted(LONG * 20))
    empty(db)
    await add(db, "after")
    assert await ids(db) == ["after"]


async def test_with_room_again_writes_go_on_without_a_restart(db: SqliteDatabase) -> None:
    fill(db)
    with pytest.raises(Unavailable):
        await add(db, "refused", LONG * 20)
    empty(db)
    await asyncio.gather(*(add(db, f"{n}", LONG) for n in range(3)))
    assert await ids(db) == ["0", "1", "2"]


async def test_closing_finishes_what_waits(sqlite_template: Path, tmp_path: Path) -> None:
    file = shutil.copy(sqlite_template, tmp_path / "closing.db")
    database = await open_database(f"sqlite:///{file}")
    await make_things(database)
    writing = asyncio.gather(*(add(database, name) for name in "abc"))
    await asyncio.sleep(0)
    await database.close()
    await writing
    again = await open_database(f"sqlite:///{file}")
    assert await ids(again) == ["a", "b", "c"]
    await again.close()


def fill(db: SqliteDatabase) -> None:
    """As if the disk had no page left."""
    [pages] = db.writer.connection.execute("pragma page_count").fetchone()
    db.writer.connection.execute(f"pragma max_page_count={pages}")


def empty(db: SqliteDatabase) -> None:
    db.writer.connection.execute("pragma max_page_count=1000000")


def can_write(connection: sqlite3.Connection) -> bool:
    connection.execute("pragma busy_timeout=0")
    try:
        connection.execute("begin immediate")
    except sqlite3.OperationalError:
        return False
    connection.execute("rollback")
    return True


async def longest_pause_of_the_loop(seconds: float) -> float:
    """How long nothing else could run, while somebody waits for the file."""
    longest, last = 0.0, time.monotonic()
    end = last + seconds
    while last < end:
        await asyncio.sleep(0.001)
        now = time.monotonic()
        longest, last = max(longest, now - last), now
    return longest
