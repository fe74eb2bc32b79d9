"""Emptying SQLite's log must not make those who write wait for those who read."""

import sqlite3
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from walletdesk.kernel.errors import Unavailable
from walletdesk.platform.db.sqlite import SqliteDatabase, connect

NOTICED = 1.0  # seconds: far less than the five for which a reader's connection would wait


@pytest.fixture
async def embedded(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    db = SqliteDatabase(str(tmp_path / "desk.sqlite"))
    await db.create_all()
    yield db
    await db.close()


@pytest.fixture
def reader(embedded: SqliteDatabase, tmp_path: Path) -> sqlite3.Connection:
    """In the middle of a long search."""
    reading = connect(str(tmp_path / "desk.sqlite"))
    reading.execute("begin")
    reading.execute("select count(*) from job").fetchone()
    return reading


async def test_while_somebody_reads_it_is_refused_at_once_and_done_afterwards(
    embedded: SqliteDatabase, reader: sqlite3.Connection, tmp_path: Path
) -> None:
    embedded.writer.connection.execute("create table later(n)")
    began = time.monotonic()
    with pytest.raises(Unavailable):
        await embedded.scrub()
    assert time.monotonic() - began < NOTICED
    reader.close()
    await embedded.scrub()
    assert (tmp_path / "desk.sqlite-wal").stat().st_size == 0
