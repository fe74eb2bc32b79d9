"""What contacts wrote, read once for all that a refit does with it."""

from walletdesk.assistant.learning.model import masked
from walletdesk.assistant.learning.ports import Texts
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
