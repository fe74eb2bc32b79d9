"""Which mailboxes are watched now: those of the inboxes that name a server and are not paused."""

import asyncio
from dataclasses import dataclass

from walletdesk.channels.email.wire.model import Account, NotReachable
from walletdesk.channels.email.wire.ports import MailInbox
from walletdesk.channels.email.wire.watching import Tools, Watch
from walletdesk.kernel.ids import InboxId


@dataclass(frozen=True, slots=True)
class _Watched:
    version: int
    tasks: tuple[asyncio.Task[None], ...]


class Collecting:
    """``look`` compares what should be watched with what is: after a change, and every few seconds."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._watched: dict[InboxId, _Watched] = {}
        self._one_at_a_time = asyncio.Lock()

    async def look(self) -> None:
        async with self._one_at_a_time:
            wanted = {
                one.id: one for one in await self._tools.inboxes.all() if not one.paused and _names_host(one)
            }
            for id in list(self._watched):
                if id not in wanted or wanted[id].version != self._watched[id].version:
                    await self._end(id)
            for id, inbox in wanted.items():
                if id not in self._watched:
                    self._watched[id] = _Watched(inbox.version, await self._begin(inbox))

    async def stop(self) -> None:
        async with self._one_at_a_time:
            for id in list(self._watched):
                await self._end(id)

    async def _begin(self, inbox: MailInbox) -> tuple[asyncio.Task[None], ...]:
        try:
            account = Account.of(inbox.settings)
        except NotReachable as fault:
            await self._tools.inboxes.failed(inbox.id, fault.code)
            return ()
        loop, boxes = asyncio.get_running_loop(), account.mailboxes if account else ()
        watches = [Watch(inbox.id, account, box, self._tools) for box in boxes if account]
        return tuple(loop.create_task(watch.run()) for watch in watches)

    async def _end(self, id: InboxId) -> None:
        tasks = self._watched.pop(id).tasks
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _names_host(inbox: MailInbox) -> bool:
    return bool(inbox.settings.get("imap_host", "").strip())
