"""A server that breaks the first promise: it acknowledges before the commit.

Everything is told at once and the commit follows a moment later. The kill test must notice.
"""

import asyncio
from typing import Any

from walletdesk.app.cli import main
from walletdesk.platform.db import postgres, sqlite_writer
from walletdesk.platform.db.database import Kept

LATE = 0.3  # seconds between the acknowledgement and the commit


async def _keep(self: sqlite_writer.Writer, kept: Kept | None) -> None:
    self.connection.execute("release block")
    told: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    self._done.append(sqlite_writer._Done(told, None))
    self._busy = False
    self.writes += 1
    if not self._commit_soon:
        self._commit_soon = True
        asyncio.get_running_loop().call_later(LATE, self._commit)
    for listener in self.listeners if kept else ():
        listener(kept)  # type: ignore[arg-type] # there are listeners only if it is not None


async def _commit(self: postgres._Writing) -> None:
    late[self] = asyncio.get_running_loop().create_task(_commit_late(self))


async def _commit_late(writing: postgres._Writing) -> None:
    await asyncio.sleep(LATE)
    await writing._in.commit()
    await give_back(writing._db, writing._connection)
    del late[writing]


async def _give_back(self: postgres.PostgresDatabase, connection: Any) -> None:  # noqa: ANN401 - as the real one
    """Not yet, if its commit is still to come."""
    if all(writing._connection is not connection for writing in late):
        await give_back(self, connection)


late: dict[postgres._Writing, asyncio.Task[None]] = {}
give_back = postgres.PostgresDatabase.give_back

if __name__ == "__main__":
    sqlite_writer.Writer.keep = _keep  # type: ignore[method-assign] # the point of this program
    postgres._Writing._commit = _commit  # type: ignore[method-assign]
    postgres.PostgresDatabase.give_back = _give_back  # type: ignore[method-assign]
    main()
