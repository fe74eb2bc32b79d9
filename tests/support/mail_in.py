"""Mails on their way in, on a real store: inboxes, what arrived, and watches with no patience."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TypeVar

from tests.support.dovecot import PASSWORD, USER, Dovecot
from tests.support.mail_in_process import arrivals_on, inboxes_on
from walletdesk.channels.arrivals import Arrival, State
from walletdesk.channels.email.wire import Collecting, ImapLine, MailOnly, Tools
from walletdesk.channels.email.wire.store import SqlCursors
from walletdesk.channels.inboxes import Health, Inbox
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import AgentId
from walletdesk.platform.db import Database

T = TypeVar("T")
ADMIN = AgentId("agt_admin")
ADDRESS = "support@wallet.example"


def mail(words: str, *, to: str = ADDRESS) -> bytes:
    lines = ("From: li@customer.example", f"To: {to}", f"Subject: {words}", "", words, "")
    return "\r\n".join(lines).encode()


@dataclass
class MailRoom:
    db: Database
    most_bytes: int = 100_000
    server: Dovecot | None = None
    now: datetime = field(default_factory=utc_now)
    pauses: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.inboxes, self.arrivals = inboxes_on(self.db), arrivals_on(self.db)
        self.collecting = Collecting(self.tools())

    def tools(self) -> Tools:
        trust = self.server.trust if self.server else None
        places = _Everywhere()
        return Tools(
            keeping=self.arrivals,
            inboxes=MailOnly(self.inboxes),
            cursors=SqlCursors(self.db),
            open_line=partial(ImapLine, trust=trust, may_reach=places),
            clock=lambda: self.now,
            most_bytes=self.most_bytes,
            sleep=self._sleep,
        )

    async def add(self, password: str = PASSWORD, **more: str) -> Inbox:
        """An inbox at the server; ``more`` settings without their ``imap_``."""
        assert self.server is not None
        fields = {"host": "localhost", "port": str(self.server.tls), "user": USER, **more}
        settings = {"address": ADDRESS, **{f"imap_{name}": value for name, value in fields.items()}}
        return await self.inboxes.add("email", "Support", settings, {"imap_password": password}, by=ADMIN)

    async def raws(self, inbox: Inbox, *states: State) -> list[bytes]:
        """What arrived, the oldest first."""
        found = reversed(await self.arrived(inbox, *states))
        brought = [await self.arrivals.arrived(one.id) for one in found]
        return [one.raw for one in brought if one is not None]

    async def arrived(self, inbox: Inbox, *states: State) -> list[Arrival]:
        return list(await self.arrivals.listed(inbox.id, states or list(State)))

    async def until_arrived(self, inbox: Inbox, count: int) -> list[bytes]:
        async def enough() -> list[bytes]:
            found = await self.raws(inbox)
            return found if len(found) >= count else []

        return await _until(enough)

    async def until_failed(self, inbox: Inbox, code: str) -> list[Health]:
        async def failed() -> list[Health]:
            return [one for one in await self.inboxes.health(inbox.id) if one.error == code]

        return await _until(failed)

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0.02)


async def until_at_server(holds: Callable[[], bool]) -> None:
    """Of what we do there after it was kept here."""
    async with asyncio.timeout(20):
        while not await asyncio.to_thread(holds):  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.05)


async def _until(look: Callable[[], Awaitable[list[T]]]) -> list[T]:
    """What is found when anything is."""
    async with asyncio.timeout(20):
        while not (found := await look()):  # noqa: ASYNC110 - another connection writes it
            await asyncio.sleep(0.01)
    return found


class _Everywhere(frozenset[str]):
    def __contains__(self, _: object) -> bool:
        return True
