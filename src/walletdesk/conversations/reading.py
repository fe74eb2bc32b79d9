"""Reading conversations: one door, through which a stranger and a wrong id look alike."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from walletdesk.conversations.items import Item
from walletdesk.conversations.model import Conversation
from walletdesk.conversations.ports import Archive, InLine, Listing, Page
from walletdesk.conversations.rights import may_read
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.viewers import AgentViewer, Viewer


@dataclass(frozen=True, slots=True)
class Picture:
    """The head, the latest items and whether there are earlier ones."""

    conversation: Conversation
    items: Sequence[Item]
    earlier: bool


class Reading:
    """Committed reads for the faces."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def seen_by(self, viewer: Viewer, id: ConversationId) -> Conversation:
        """The only way in from outside. Raises NotFound for what is not there and for what is not theirs."""
        found = await self._archive.find(id)
        if found is None:
            raise NotFound
        if not may_read(viewer, found):
            raise NotFound  # not Forbidden: an id must not be confirmed to a guesser
        return found

    async def find(self, id: ConversationId) -> Conversation | None:
        """For colleagues inside; whoever answers somebody outside goes through ``seen_by``."""
        return await self._archive.find(id)

    async def several(self, ids: Collection[ConversationId]) -> Sequence[Conversation]:
        """Those of them that there are, for colleagues inside."""
        return await self._archive.several(ids)

    async def answered(self, id: ConversationId, since: datetime) -> datetime | None:
        """When an agent first wrote to the contact at or after ``since``."""
        return await self._archive.answered(id, since)

    async def picture(self, viewer: Viewer, id: ConversationId, *, most: int = 50) -> Picture:
        conversation = await self.seen_by(viewer, id)
        page = Page(before=_END, most=most + 1, public=not isinstance(viewer, AgentViewer))
        items = await self._archive.items(id, page)
        return Picture(conversation, items[-most:], len(items) > most)

    async def items(self, viewer: Viewer, id: ConversationId, page: Page) -> Sequence[Item]:
        await self.seen_by(viewer, id)
        return await self._archive.items(id, page)

    async def of_contact(self, contact: ContactId, *, most: int = 50) -> Sequence[Conversation]:
        return await self._archive.list(Listing(contact=contact, most=most))

    async def in_line(self, listing: InLine) -> Sequence[Conversation]:
        return await self._archive.in_line(listing)

    async def list(self, listing: Listing) -> Sequence[Conversation]:
        return await self._archive.list(listing)


_END = 2**62
