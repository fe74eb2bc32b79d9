"""PostgreSQL by asyncpg: a pool of connections, a transaction per block, the same face as SQLite."""

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any

from walletdesk.kernel.errors import Duplicate, Unavailable
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import new_id
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db.database import Emitted, Kept, OnKept, Row, Transaction, tell
from walletdesk.platform.db.outbox import ADD_EVENT, DROP_JOB, adding, event_row, job_row
from walletdesk.platform.db.schema import metadata
from walletdesk.platform.db.statement import Statement
from walletdesk.platform.db.turns import Turns

if TYPE_CHECKING:
    from asyncpg import Connection, Pool

CONNECTIONS = 16  # measured: the insert rate no longer grows beyond
STATEMENTS = (
    500  # kept ready on each connection; we have more, but no installation uses all of them at a time
)


class PostgresTransaction:
    """One transaction on one connection."""

    engine = "postgresql"
    __slots__ = ("_connection", "_dropped", "_events", "_hints", "_jobs")

    def __init__(self, connection: "Connection[Any]") -> None:
        self._connection = connection
        self._events: list[Event] = []
        self._hints: list[object] = []
        self._jobs: list[Job] = []
        self._dropped: list[tuple[str, str]] = []

    async def one(self, statement: Statement, **values: Any) -> Row | None:
        compiled = statement.postgresql
        row = await self._connection.fetchrow(compiled.sql, *compiled.arguments(values))
        return None if row is None else tuple(row)

    async def all(self, statement: Statement, **values: Any) -> list[Row]:
        compiled = statement.postgresql
        return [tuple(row) for row in await self._connection.fetch(compiled.sql, *compiled.arguments(values))]

    async def run(self, statement: Statement, **values: Any) -> int:
        compiled = statement.postgresql
        told: str = await self._connection.execute(compiled.sql, *compiled.arguments(values))
        return int(told.rsplit(" ", 1)[-1])

    async def many(self, statement: Statement, rows: Sequence[dict[str, Any]]) -> None:
        compiled = statement.postgresql
        await self._connection.executemany(compiled.sql, [compiled.arguments(row) for row in rows])

    def emit(self, *events: Event) -> None:
        self._events += events

    def hint(self, *hints: object) -> None:
        self._hints += hints

    def schedule(self, *jobs: Job) -> None:
        self._jobs += jobs

    def cancel(self, kind: str, key: str) -> None:
        self._dropped.append((kind, key))

    async def settle(self) -> Kept | None:
        """Write the outbox and job rows of this block; what comes back is told once it is on disk."""
        if not (self._events or self._hints or self._jobs or self._dropped):
            return None
        for kind, key in self._dropped:
            await self.run(DROP_JOB, kind=kind, key=key)
        for job in self._jobs:
            await self.run(adding(job), **job_row(job, new_id("trn")))
        emitted = []
        for event in self._events:
            row = await self.one(ADD_EVENT, **event_row(event))
            emitted.append(Emitted(row[0] if row else 0, event))
        return Kept(emitted, self._jobs, self._hints)


class _Writing(AbstractAsyncContextManager[Transaction]):
    __slots__ = ("_connection", "_db", "_in", "_transaction")

    def __init__(self, db: "PostgresDatabase") -> None:
        self._db = db

    async def __aenter__(self) -> Transaction:
        self._connection = await self._db.borrow()
        self._in = self._connection.transaction()
        try:
            await self._in.start()
        except BaseException:
            await self._db.give_back(self._connection)
            raise
        self._transaction = PostgresTransaction(self._connection)
        return self._transaction

    async def __aexit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, _: object
    ) -> None:
        if failure is None:
            # shielded as on SQLite: a caller that is cancelled does not take its write back, nor its events
            await asyncio.shield(self._db.see_through(self._keep()))
            return
        try:
            if not self._connection.is_closed():
                await self._in.rollback()
        finally:
            await self._db.give_back(self._connection)
        if (told := _told(failure)) is not failure:
            raise told from failure

    async def _keep(self) -> None:
        try:
            kept = await self._settle()
            with self._db.turns.take(kept.topics if kept is not None else ()) as turn:
                await self._commit()
                if kept is not None:
                    await turn.come()
                    tell(self._db.listeners, kept)
        finally:
            await self._db.give_back(self._connection)

    async def _settle(self) -> Kept | None:
        try:
            return await self._transaction.settle()
        except Exception as late:
            raise await self._taken_back(late) from late

    async def _commit(self) -> None:
        try:
            await self._in.commit()
        except Exception as late:
            raise await self._taken_back(late) from late

    async def _taken_back(self, why: Exception) -> BaseException:
        if not self._connection.is_closed() and self._connection.is_in_transaction():
            await self._in.rollback()
        return _told(why)


def _told(failure: BaseException) -> BaseException:
    """What a caller should hear when PostgreSQL refuses. Its texts never leave the log."""
    import asyncpg  # noqa: PLC0415 - loaded with the engine

    if isinstance(failure, asyncpg.UniqueViolationError):
        return Duplicate()
    out_of_reach = (
        asyncpg.PostgresConnectionError,
        asyncpg.InsufficientResourcesError,
        asyncpg.OperatorInterventionError,
        asyncpg.TransactionRollbackError,
        asyncpg.InterfaceError,
        asyncpg.InternalClientError,  # its line ended in the middle of a statement
        OSError,
    )
    return Unavailable() if isinstance(failure, out_of_reach) else failure


async def _nothing_to_reset(_: object) -> None:
    """We set, lock and listen to nothing on a connection; four statements after each read told so every time.

    asyncpg itself still takes a transaction back that was left open.
    """


class PostgresDatabase:
    """A pool. ``write`` returns after COMMIT, which with ``synchronous_commit=on`` is after the flush."""

    engine = "postgresql"

    def __init__(self, pool: "Pool[Any]") -> None:
        self._pool = pool
        self.listeners: list[OnKept] = []
        self.turns = Turns()
        self._ending: set[asyncio.Task[None]] = set()  # the loop itself holds its tasks only weakly

    @classmethod
    async def connect(cls, url: str) -> "PostgresDatabase":
        import asyncpg  # noqa: PLC0415 - not loaded in the embedded mode

        return cls(
            await asyncpg.create_pool(
                url,
                min_size=1,
                max_size=CONNECTIONS,
                command_timeout=30,
                statement_cache_size=STATEMENTS,
                reset=_nothing_to_reset,
            )
        )

    async def borrow(self) -> Any:
        try:
            return await self._pool.acquire(timeout=10)
        except Exception as failure:
            raise _told(failure) from failure

    async def give_back(self, connection: Any) -> None:
        await self._pool.release(connection)

    def write(self) -> AbstractAsyncContextManager[Transaction]:
        return _Writing(self)

    async def one(self, statement: Statement, **values: Any) -> Row | None:
        compiled = statement.postgresql
        try:
            row = await self._pool.fetchrow(compiled.sql, *compiled.arguments(values))
        except Exception as failure:
            raise _told(failure) from failure
        return None if row is None else tuple(row)

    async def all(self, statement: Statement, **values: Any) -> list[Row]:
        compiled = statement.postgresql
        try:
            rows = await self._pool.fetch(compiled.sql, *compiled.arguments(values))
        except Exception as failure:
            raise _told(failure) from failure
        return [tuple(row) for row in rows]

    async def slow(self, statement: Statement, **values: Any) -> list[Row]:
        return await self.all(statement, **values)

    async def scrub(self) -> None:
        """Nothing to do: its own vacuum takes away what no row shows any more."""

    def on_kept(self, listener: OnKept) -> None:
        self.listeners.append(listener)

    def see_through(self, ending: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(ending)
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
        return task

    async def create_all(self) -> None:
        import sqlalchemy as sa  # noqa: PLC0415 - a running server does not need an SQLAlchemy engine
        from sqlalchemy.dialects.postgresql import asyncpg as dialect  # noqa: PLC0415

        lines: list[str] = []
        engine = sa.create_mock_engine(
            "postgresql+asyncpg://", lambda s, *_, **__: lines.append(_text(s, dialect))
        )
        metadata.create_all(engine, checkfirst=False)
        async with self._pool.acquire() as connection:
            await connection.execute(";\n".join(lines))

    async def close(self) -> None:
        await asyncio.gather(*self._ending, return_exceptions=True)
        await self._pool.close()


def _text(ddl: Any, dialect: Any) -> str:
    return str(ddl.compile(dialect=dialect.dialect()))
