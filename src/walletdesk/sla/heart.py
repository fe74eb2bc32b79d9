"""How a conversation stands, read from the heart."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from walletdesk.conversations import Conversation, Item, Kind, Page, Speaker, Status
from walletdesk.kernel.ids import ConversationId
from walletdesk.sla.ports import Standing

LATEST = 200  # items looked at: an answer further back than that was heard of long ago
_END = 2**62


class Archive(Protocol):
    """The committed reads of conversations that are needed here."""

    async def find(self, id: ConversationId) -> Conversation | None: ...
    async def items(self, id: ConversationId, page: Page) -> Sequence[Item]: ...


class Heart:
    """Fills the port ``Conversations`` of promises."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def standing(self, conversation: ConversationId, since: datetime) -> Standing | None:
        found = await self._archive.find(conversation)
        if found is None:
            return None
        items = await self._archive.items(conversation, Page(before=_END, most=LATEST))
        answers = (item.at for item in items if _is_answer(item) and item.at >= since)
        return Standing(
            priority=found.priority.value,
            channel=found.channel,
            answered_at=next(answers, None),
            over=found.status in {Status.RESOLVED, Status.CLOSED},
        )


def _is_answer(item: Item) -> bool:
    return item.kind is Kind.MESSAGE and item.author.kind is Speaker.AGENT
