"""SQLite in the process: statements run on the loop, one commit on a thread serves all who wait."""

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Any

from walletdesk.kernel.errors import Duplicate, Unavailable
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import new_id
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db.database import Emitted, Kept, OnKept, Row, Transaction
from walletdesk.platform.db.outbox import DROP_JOB, PUT_EVENT, adding, event_row, job_row
from walletdesk.platform.db.schema import metadata
from walletdesk.platform.db.sqlite_writer import Writer
from walletdesk.platform.db.statement import Statement
from walletdesk.platform.telemetry import gauge

OUT_OF_REACH = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_IOERR: "input or output failed",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened",
    sqlite3.SQLITE_NOTADB: "not a database",
}
LOG = logging.getLogger(__name__)
READER_THREADS = 2  # for searches and reports; small reads stay on the loop, where they cost 50-90 us


def connect(path: str, *, synchronous: str = "FULL", patience_ms: int = 5000) -> sqlite3.Connection:
    """A connection set up for us: WAL, full flushes, foreign keys, no transaction that we did not open.

    The writer's has ``patience_ms=0``: it waits for a locked file in a thread, never on the loop.
    """
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=512)
    for pragma in (
        "journal_mode=wal",
        f"synchronous={synchronous}",
        "foreign_keys=on",
        f"busy_timeout={patience_ms}",
        "cache_size=-65536",
        "temp_store=memory",
        "secure_delete=on",  # what is deleted or overwritten does not stay in its page
    ):
        connection.execute(f"pragma {pragma}").fetchall()
    return connection


class SqliteTransaction:
    """A savepoint in the open batch. Nothing here ever waits, so a block runs in one go."""

    engine = "sqlite"
    __slots__ = ("_connection", "_dropped", "_events", "_hints", "_jobs")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._events: list[Event] = []
        self._hints: list[object] = []
        self._jobs: list[Job] = []
        self._dropped: list[tuple[str, str]] = []

    async def one(self, statement: Statement, **values: Any) -> Row | None:
        compiled = statement.sqlite
        row: Row | None = self._connection.execute(compiled.sql, compiled.arguments(values)).fetchone()
        return row

    async def all(self, statement: Statement, **values: Any) -> list[Row]:
        compiled = statement.sqlite
        return self._connection.execute(compiled.sql, compiled.arguments(values)).fetchall()

    async def run(self, statement: Statement, **values: Any) -> int:
        compiled = statement.sqlite
        return self._connection.execute(compiled.sql, compiled.arguments(values)).rowcount

    async def many(self, statement: Statement, rows: Sequence[dict[str, Any]]) -> None:
        compiled = statement.sqlite
        self._connection.executemany(compiled.sql, [compiled.arguments(row) for row in rows])

    def emit(self, *events: Event) -> None:
        self._events += events

    def hint(self, *hints: object) -> None:
        self._hints += hints

    def schedule(self, *jobs: Job) -> None:
        self._jobs += jobs

    def cancel(self, kind: str, key: str) -> None:
        self._dropped.append((kind, key))

    def settle(self) -> Kept | None:
        """Write the outbox and job rows of this block; what comes back is told once it is on disk."""
        if not (self._events or self._hints or self._jobs or self._dropped):
            return None
        execute = self._connection.execute
        for kind, key in self._dropped:
            execute(DROP_JOB.sqlite.sql, DROP_JOB.sqlite.arguments({"kind": kind, "key": key}))
        for job in self._jobs:
            add = adding(job).sqlite
            execute(add.sql, add.arguments(job_row(job, new_id("trn"))))
        put = PUT_EVENT.sqlite
        emitted = [
            Emitted(execute(put.sql, put.arguments(event_row(event))).lastrowid or 0, event)
            for event in self._events
        ]
        return Kept(emitted, self._jobs, self._hints)


class _Writing(AbstractAsyncContextManager[Transaction]):
    """``async with db.write() as tx``: take a turn, work in a savepoint, wait for the disk."""

    __slots__ = ("_transaction", "_writer")

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._transaction = SqliteTransaction(writer.connection)

    async def __aenter__(self) -> Transaction:
        await self._writer.enter()
        return self._transaction

    async def __aexit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, _: object
    ) -> None:
        if failure is None:
            try:
                kept = self._transaction.settle()
            except BaseException as late:
                self._writer.undo(late)
                raise _told(late) from late
            await self._writer.keep(kept)
            return
        self._writer.undo(failure)
        if isinstance(failure, sqlite3.Error):
            raise _told(failure) from failure


def _told(failure: BaseException) -> BaseException:
    """What a caller should hear when SQLite refuses. Texts of SQLite never leave the log."""
    if isinstance(failure, sqlite3.IntegrityError) and "UNIQUE" in str(failure):
        return Duplicate()
    if isinstance(failure, sqlite3.OperationalError):  # full, locked, read-only, I/O: not accepted, try again
        return Unavailable()
    return failure


class SqliteDatabase:
    """One file, one process. ``write`` blocks share commits; reads see what is committed."""

    engine = "sqlite"

    def __init__(self, path: str, *, synchronous: str = "FULL") -> None:
        self._path = path
        self._reader = connect(path)
        self._pool = ThreadPoolExecutor(READER_THREADS, thread_name_prefix="reader")
        self._slow: dict[int, sqlite3.Connection] = {}
        self.writer = Writer(connect(path, synchronous=synchronous, patience_ms=0))
        level = self.writer.connection.execute("pragma synchronous").fetchone()[0]
        gauge("walletdesk_database_synchronous", "SQLite's level as read back; 2 is FULL.").set(level)
        gauge("walletdesk_writer_writes", "Blocks of writes done.").watch(lambda: self.writer.writes)
        gauge("walletdesk_writer_commits", "Commits that flushed them.").watch(lambda: self.writer.commits)

    def write(self) -> AbstractAsyncContextManager[Transaction]:
        return _Writing(self.writer)

    async def one(self, statement: Statement, **values: Any) -> Row | None:
        compiled = statement.sqlite
        try:
            row: Row | None = self._reader.execute(compiled.sql, compiled.arguments(values)).fetchone()
        except sqlite3.DatabaseError as failure:
            raise _unread(failure) from failure
        return row

    async def all(self, statement: Statement, **values: Any) -> list[Row]:
        compiled = statement.sqlite
        return _read(compiled.sql, compiled.arguments(values), self._reader)

    async def slow(self, statement: Statement, **values: Any) -> list[Row]:
        compiled = statement.sqlite
        return await self.aside(partial(_read, compiled.sql, compiled.arguments(values)))

    async def aside(self, work: Callable[[sqlite3.Connection], list[Row]]) -> list[Row]:
        """Run ``work`` with a connection of its own in a reader thread."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._in_thread, work)

    def _in_thread(self, work: Callable[[sqlite3.Connection], list[Row]]) -> list[Row]:
        mine = threading.get_ident()
        if mine not in self._slow:
            self._slow[mine] = connect(self._path)
        return work(self._slow[mine])

    async def scrub(self) -> None:
        """The write-ahead log holds pages as they were: its content goes into the file, and it is emptied."""
        await self.writer.empty_log()

    def on_kept(self, listener: OnKept) -> None:
        self.writer.listeners.append(listener)

    async def create_all(self) -> None:
        import sqlalchemy as sa  # noqa: PLC0415 - a running server does not need an SQLAlchemy engine

        def made() -> None:
            engine = sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(self._path))
            metadata.create_all(engine)
            engine.dispose()

        await asyncio.to_thread(made)

    async def close(self) -> None:
        await self.writer.close()
        self._pool.shutdown(wait=True)
        for connection in (self._reader, *self._slow.values()):
            connection.close()


def _read(sql: str, arguments: tuple[Any, ...], connection: sqlite3.Connection) -> list[Row]:
    try:
        return connection.execute(sql, arguments).fetchall()
    except sqlite3.DatabaseError as failure:
        raise _unread(failure) from failure


def _unread(failure: sqlite3.DatabaseError) -> BaseException:
    """A file that cannot be read is out of reach, as a server that is down is; the log must know which."""
    code = getattr(failure, "sqlite_errorcode", 0) & 0xFF  # the lowest byte names the kind
    if code not in OUT_OF_REACH:
        return failure
    LOG.error("The database file cannot be read: %s.", OUT_OF_REACH[code])
    return Unavailable()
