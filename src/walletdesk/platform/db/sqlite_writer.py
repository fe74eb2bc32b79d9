"""Group commit: blocks run one after the other on the loop, each in a savepoint, and share one flush.

Only the COMMIT, which waits for the disk, runs on a thread. Running the statements on the loop spares two
hand-overs per statement; the price is that a block must never wait for anything else: ``keep`` sees to it.
"""

import asyncio
import sqlite3
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from walletdesk.kernel.errors import Unavailable
from walletdesk.platform.db.database import Kept, OnKept, tell

LARGEST_BATCH = 512  # so that nobody waits for an endless commit
LOCKED_FOR = 5.0  # seconds another process may hold the file before we refuse at the door
LOOK_AGAIN = 0.01

Flushed = asyncio.Future[None]


class _Done(NamedTuple):
    flushed: Flushed
    kept: Kept | None


class Writer:
    """The only connection that writes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.listeners: list[OnKept] = []
        self.commits = 0
        self.writes = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="commit")
        self._turns: deque[asyncio.Future[None]] = deque()
        self._done: list[_Done] = []
        self._busy = False  # a block is running
        self._away = False  # the connection is with the thread
        self._open = False  # BEGIN was said
        self._commit_soon = False
        self._turn = 0  # counts turns of the loop in which blocks began
        self._counting = False
        self._began = 0

    async def enter(self) -> None:
        """Wait for a turn and open a savepoint."""
        while self._busy or self._away or not self._open or len(self._done) >= LARGEST_BATCH:
            await self._wait_or_begin()
        self._began = self._turn
        if not self._counting:
            self._counting = True
            asyncio.get_running_loop().call_soon(self._next_turn)
        self.connection.execute("savepoint block")
        self._busy = True

    async def _wait_or_begin(self) -> None:
        """Afterwards look again: others may have come first."""
        if self._busy or self._away or self._open:
            turn = asyncio.get_running_loop().create_future()
            self._turns.append(turn)
            await turn
        else:
            await self._begin()

    async def keep(self, kept: Kept | None) -> None:
        """End the block; returns once it is on disk."""
        if self._began != self._turn:
            self.undo(None)
            raise RuntimeError("a write block waited for something other than its own statements")
        self.connection.execute("release block")
        flushed: Flushed = asyncio.get_running_loop().create_future()
        self._done.append(_Done(flushed, kept))
        self._leave()
        await flushed

    def undo(self, failure: BaseException | None) -> None:
        """End the block and keep nothing of it."""
        if self.connection.in_transaction:
            self.connection.execute("rollback to block")
            self.connection.execute("release block")
        else:  # disk full, I/O error: SQLite itself rolled back the batch, so nobody in it was stored
            self._open = False
            self._fail(self._take(), failure)
            self._wake()
        self._leave()

    async def empty_log(self) -> None:
        """Raises Unavailable if a reader still needs it, or another process writes."""
        while self._busy or self._away or self._open:
            await self._wait_or_look_again()
        self._away = True
        loop = asyncio.get_running_loop()
        emptying = loop.run_in_executor(self._thread, self._empty_log)
        emptying.add_done_callback(self._emptied)
        if not await asyncio.shield(emptying):
            raise Unavailable(retry_after=1)

    async def _wait_or_look_again(self) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._turns.append(turn)
        await turn

    def _empty_log(self) -> bool:
        try:
            busy = self.connection.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
        except sqlite3.OperationalError:
            return False
        return not busy

    def _emptied(self, _: asyncio.Future[bool]) -> None:
        self._away = False
        self._wake()

    async def close(self) -> None:
        """Finish what waits, then end."""
        while self._is_at_work():  # noqa: ASYNC110 - once, at the end
            await asyncio.sleep(LOOK_AGAIN)
        self._thread.shutdown(wait=True)
        if self._open:
            self.connection.execute("rollback")
        self.connection.close()

    def _is_at_work(self) -> bool:
        waiting = any(not turn.done() for turn in self._turns)  # a cancelled one never comes
        return self._busy or self._away or self._commit_soon or waiting

    async def _begin(self) -> None:
        """BEGIN IMMEDIATE, never on the loop's time: if another process has the file, a thread waits."""
        try:
            self.connection.execute("begin immediate")
        except sqlite3.OperationalError as locked:
            self._away = True
            beginning = asyncio.get_running_loop().run_in_executor(self._thread, self._begin_patiently)
            beginning.add_done_callback(self._begun)
            # shielded: when its caller is cancelled we still must know what the thread did
            if not await asyncio.shield(beginning):
                raise Unavailable from locked
        else:
            self._open = True

    def _begin_patiently(self) -> bool:
        give_up = time.monotonic() + LOCKED_FOR
        while time.monotonic() < give_up:
            try:
                self.connection.execute("begin immediate")
            except sqlite3.OperationalError:
                time.sleep(LOOK_AGAIN)
            else:
                return True
        return False

    def _begun(self, ended: asyncio.Future[bool]) -> None:
        self._away, self._open = False, ended.result()
        if self._open:
            self._wake()
            # whoever asked for it may be gone by now; if not, it is their turn first
            asyncio.get_running_loop().call_soon(self._commit_in_a_turn)
        else:
            self._refuse_all()

    def _next_turn(self) -> None:
        """A block must be over in the turn of the loop in which it began: it waits for nothing else."""
        self._turn += 1
        self._counting = False

    def _leave(self) -> None:
        self._busy = False
        self.writes += 1
        self._commit_in_a_turn()

    def _commit_in_a_turn(self) -> None:
        """One turn of the loop later, so that whoever is ready now shares the flush."""
        if self._open and not self._commit_soon:
            self._commit_soon = True
            asyncio.get_running_loop().call_soon(self._commit)

    def _commit(self) -> None:
        self._commit_soon = False
        if self._busy or self._away or not self._open:
            return
        self._away = True
        loop = asyncio.get_running_loop()
        ending = loop.run_in_executor(self._thread, self.connection.execute, "commit")
        batch = self._take()
        ending.add_done_callback(lambda ended: self._ended(batch, ended.exception()))

    def _ended(self, batch: list[_Done], failure: BaseException | None) -> None:
        self._away = self._open = False
        if failure is None:
            self.commits += 1
            self._tell(batch)
        else:
            if self.connection.in_transaction:
                self.connection.execute("rollback")
            self._fail(batch, failure)
        self._wake()

    def _tell(self, batch: list[_Done]) -> None:
        for flushed, kept in batch:
            if not flushed.done():  # a caller that was cancelled does not take its write back
                flushed.set_result(None)
            if kept is not None:
                tell(self.listeners, kept)

    def _fail(self, batch: list[_Done], failure: BaseException | None) -> None:
        for flushed, _ in batch:
            if not flushed.done():
                refused = Unavailable()
                refused.__cause__ = failure
                flushed.set_exception(refused)

    def _take(self) -> list[_Done]:
        batch, self._done = self._done, []
        return batch

    def _wake(self) -> None:
        """All at once, in their order: each runs to its end before the next begins."""
        while self._turns:
            turn = self._turns.popleft()
            if not turn.done():
                turn.set_result(None)

    def _refuse_all(self) -> None:
        """Whoever waited while the file was locked would only wait as long again."""
        while self._turns:
            turn = self._turns.popleft()
            if not turn.done():
                turn.set_exception(Unavailable())
