"""What contacts wrote, read once for all that a refit does with it."""

from collections.abc import Collection

from walletdesk.assistant.learning.model import Lesson, masked
from walletdesk.assistant.learning.ports import Said, Texts
from walletdesk.kernel.ids import ConversationId


class ReadOnce:
    """Masked, and as it stood when it was first read."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._read: dict[tuple[ConversationId, int], str] = {}

    async def text(self, conversation: ConversationId, seq: int) -> str:
        where = conversation, seq
        if where not in self._read:
            self._read[where] = masked(await self._texts.text(conversation, seq))
        return self._read[where]

    async def said(self, lessons: Collection[Lesson]) -> list[Said]:
        """What was withdrawn meanwhile teaches nothing any more."""
        found = [(one, await self.text(one.conversation, one.seq)) for one in lessons]
        return [
            Said(message=one.message, topic=one.topic, locale=one.locale, text=text)
            for one, text in found
            if text
        ]
