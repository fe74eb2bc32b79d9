"""The inboxes that are mailboxes, of all that there are; and what comes in is the way in that is told of."""

from collections.abc import Mapping, Sequence

from walletdesk.channels.email.wire.watching import KIND
from walletdesk.channels.inboxes import Inbox, Inboxes, Way
from walletdesk.kernel.ids import InboxId


class MailOnly:
    def __init__(self, inboxes: Inboxes) -> None:
        self._inboxes = inboxes

    async def all(self) -> Sequence[Inbox]:
        return await self._inboxes.all(KIND)

    async def find(self, id: InboxId) -> Inbox | None:
        found = await self._inboxes.find(id)
        return found if found is not None and found.kind == KIND else None

    async def secrets(self, id: InboxId) -> Mapping[str, str]:
        return await self._inboxes.secrets(id)

    async def worked(self, id: InboxId) -> None:
        await self._inboxes.worked(id, Way.IN)

    async def failed(self, id: InboxId, code: str) -> None:
        await self._inboxes.failed(id, Way.IN, code)
