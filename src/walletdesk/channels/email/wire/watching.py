"""Watching one mailbox: what is new is kept, then marked; the line is opened again as often as it breaks."""

import asyncio
import logging
import random
import secrets
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final, TypeVar

from walletdesk.channels.arrivals import Arriving
from walletdesk.channels.email.wire.model import Account, Cursor, NotReachable, external_id, pause
from walletdesk.channels.email.wire.ports import Cursors, Keeping, MailInboxes, MailLine, OpenLine
from walletdesk.channels.inboxes import UnsealableError
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import InboxId

T = TypeVar("T")
KIND: Final = "email"
LEASE: Final = timedelta(seconds=90)  # of a process that died: another one reads on after this
RENEWING: Final = 30.0  # seconds
IDLE_SECONDS: Final = 280.0  # routers forget a silent line after five minutes
POLL_SECONDS: Final = 60.0  # of a server that tells nothing by itself
AT_ONCE: Final = 25  # mails kept by one write
BYTES_AT_ONCE: Final = 4_000_000
TOO_LARGE: Final = "too_large"
_CHANCE: Final = random.SystemRandom()
LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    keeping: Keeping
    inboxes: MailInboxes
    cursors: Cursors
    open_line: OpenLine
    clock: Clock
    most_bytes: int  # a larger mail is noted and left where it is
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


class Watch:
    """One mailbox of one inbox, until it is stopped."""

    def __init__(self, inbox: InboxId, account: Account, mailbox: str, tools: Tools) -> None:
        self.inbox = inbox
        self._account = account
        self._mailbox = mailbox
        self._tools = tools
        self._me = secrets.token_hex(8)
        self._failures = 0
        self._fault = ""
        self._polls = False  # it said that it tells of news, and then did not take it
        self._line: MailLine | None = None

    async def run(self) -> None:
        while True:
            code = ""
            try:
                code = await self._turn()
            except Exception as failure:  # the database is away, say: nothing was marked, so nothing is lost
                LOG.warning("mailbox not read", extra={"error": type(failure).__name__})
                code = "not_kept"
            finally:
                await self._let_go()
            self._failures = self._failures + 1 if code else 0
            wait = pause(self._failures, code, _CHANCE.random()) if code else LEASE / 3
            await self._tools.sleep(wait.total_seconds())

    async def _turn(self) -> str:
        """Why it ended; empty where another process reads this mailbox."""
        cursor = await self._claimed()
        if cursor is None:
            return ""
        renewing = asyncio.create_task(self._renew())
        try:
            await self._session(cursor)
        except NotReachable as failure:
            await self._tools.inboxes.failed(self.inbox, failure.code)
            return failure.code
        except UnsealableError:
            await self._tools.inboxes.failed(self.inbox, "secret_unreadable")
            return "secret_unreadable"
        finally:
            renewing.cancel()
            with suppress(asyncio.CancelledError):
                await renewing
        return ""

    async def _session(self, cursor: Cursor) -> None:
        password = (await self._tools.inboxes.secrets(self.inbox)).get("imap_password", "")
        with _OwnThread() as thread:
            line = self._line = await thread(partial(self._opened, thread, password))
            while True:
                cursor = await self._fetch(thread, line, cursor)
                self._failures = 0
                await self._told()
                await self._rest(thread, line)

    def _opened(self, thread: "_OwnThread", password: str) -> MailLine:
        """Whoever waited for it may be gone when it is there: it is closed all the same."""
        line = self._tools.open_line(self._account, password, self._mailbox)
        thread.cut, thread.last = line.cut, line.close
        return line

    async def _rest(self, thread: "_OwnThread", line: MailLine) -> None:
        if self._polls or not line.idles:
            await self._tools.sleep(POLL_SECONDS)
            return
        try:
            await thread(partial(line.wait, IDLE_SECONDS))
        except NotReachable as failure:
            self._polls = failure.code == "protocol"
            raise

    async def _fetch(self, thread: "_OwnThread", line: MailLine, cursor: Cursor) -> Cursor:
        """All that is new. A mail that came while we looked is told by the line, and looked for again."""
        if cursor.validity != line.validity:
            cursor = await self._from_the_start(thread, line, cursor)
        while True:
            at = cursor
            uids = await thread(partial(line.search, at.last, ()))
            await self._take(thread, line, uids, partial(at.at, line.validity))
            cursor = at.at(line.validity, uids[-1]) if uids else at
            if not uids and not await thread(line.has_more):
                return cursor

    async def _from_the_start(self, thread: "_OwnThread", line: MailLine, cursor: Cursor) -> Cursor:
        """Never read, or numbered anew. Ended in between it begins again: what was kept is known."""
        uids = await thread(partial(line.search, 0, cursor.wanted(line.validity)))
        await self._take(thread, line, uids, lambda _: cursor)
        return await self._noted(cursor.at(line.validity, max([line.next_uid - 1, *uids[-1:]])))

    async def _take(
        self, thread: "_OwnThread", line: MailLine, uids: Sequence[int], read_to: Callable[[int], Cursor]
    ) -> None:
        sizes = await thread(partial(line.sizes, uids)) if uids else {}
        batch: list[tuple[int, Arriving]] = []
        for uid in uids:
            arriving = await thread(partial(self._brought, line, uid, sizes.get(uid)))
            if arriving is not None:
                batch.append((uid, arriving))
            full = len(batch) >= AT_ONCE or sum(len(one.raw) for _, one in batch) >= BYTES_AT_ONCE
            if full or uid == uids[-1]:
                await self._keep(thread, line, batch)
                await self._noted(read_to(uid))
                batch = []

    def _brought(self, line: MailLine, uid: int, size: int | None) -> Arriving | None:
        if size is None:
            return None  # somebody took it away meanwhile
        raw = line.mail(uid, self._tools.most_bytes) if size <= self._tools.most_bytes else b""
        if raw is None:
            return None
        if raw and len(raw) <= self._tools.most_bytes:
            return Arriving(external_id(raw), raw)
        head = line.head(uid) or b""
        name = f"{self._mailbox}\0{line.validity}\0{uid}".encode()
        return Arriving(external_id(name + head), head, {"unreadable": TOO_LARGE, "size": str(size)})

    async def _keep(
        self, thread: "_OwnThread", line: MailLine, batch: Sequence[tuple[int, Arriving]]
    ) -> None:
        """Kept, then marked at the server: killed in between it is brought again, and is one."""
        if batch:
            await self._tools.keeping.keep(self.inbox, KIND, *[one for _, one in batch])
        if whole := [uid for uid, one in batch if "unreadable" not in one.facts]:
            await self._marked(thread, line, whole)

    async def _marked(self, thread: "_OwnThread", line: MailLine, uids: list[int]) -> None:
        try:
            await thread(partial(line.done_with, uids, self._account.moved_to))
        except NotReachable as failure:
            if failure.code != "not_marked":
                raise
            self._fault = failure.code  # kept all the same
        else:
            self._fault = ""

    async def _told(self) -> None:
        """What is wrong stays told until it went well again: nobody looks in the very minute."""
        if self._fault:
            await self._tools.inboxes.failed(self.inbox, self._fault)
        else:
            await self._tools.inboxes.worked(self.inbox)

    async def _noted(self, cursor: Cursor) -> Cursor:
        if not await self._tools.cursors.save(self.inbox, self._mailbox, self._me, cursor):
            raise NotReachable("taken_over")
        return cursor

    async def _claimed(self) -> Cursor | None:
        now = self._tools.clock()
        return await self._tools.cursors.claim(self.inbox, self._mailbox, self._me, now, now + LEASE)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RENEWING)
            if await self._claimed() is None and self._line is not None:
                self._line.cut()

    async def _let_go(self) -> None:
        self._line = None
        with suppress(Exception):  # it ends by itself a moment later
            await asyncio.shield(self._tools.cursors.release(self.inbox, self._mailbox, self._me))


class _OwnThread:
    """Where one line's blocking calls run. Left while one of them waits, the line is cut, then closed."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, "mailbox")
        self.cut: Callable[[], None] = lambda: None
        self.last: Callable[[], None] = lambda: None

    def __enter__(self) -> "_OwnThread":
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        self._pool.submit(lambda: self.last())  # noqa: PLW0108 - the line may only be opened by then
        self._pool.shutdown(wait=False)

    async def __call__(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)
