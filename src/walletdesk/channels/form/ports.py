"""What the form needs from others."""

from datetime import datetime
from typing import Protocol

from walletdesk.contacts import Asked, Opened
from walletdesk.conversations import Answer, Attachment, Author, Beginning, Conversation, Receipt, Said
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.viewers import ContactViewer
from walletdesk.releases import Build, Finding


class Sessions(Protocol):
    async def open_once(self, once: str, asked: Asked) -> Opened:
        """The contact of what only this form knows; asked twice, the same one with the same secret."""


class Conversing(Protocol):
    async def start(self, beginning: Beginning, author: Author, said: Said) -> Conversation: ...
    async def hear(self, id: ConversationId, author: Author, said: Said) -> Receipt: ...


class Given(Protocol):
    """A file as it came. Its name was chosen by whoever sent it."""

    @property
    def filename(self) -> str: ...
    async def read(self, size: int = -1) -> bytes: ...


class Filing(Protocol):
    """Files of a conversation, taken in as everywhere."""

    async def take(
        self, viewer: ContactViewer, conversation: ConversationId, file: Given, address: str
    ) -> Attachment:
        """Raises Refused: not allowed, too large, too many, or it holds a secret."""


class Numbers(Protocol):
    async def number_of(self, conversation: Conversation) -> str:
        """The ticket of this conversation, opened if there is none yet."""


class Proving(Protocol):
    async def request(self, contact: ContactId, address: str, *, ip: str, locale: str = "") -> bool:
        """Have a link mailed that proves the address. Raises Refused."""


class Builds(Protocol):
    """What the contact's app says of itself."""

    async def look(self, build: Build) -> Finding: ...
    def without_secrets(self, build: Build) -> Build: ...
    def answers(self, finding: Finding) -> tuple[Answer, ...]:
        """As agents read it, the verdict first."""


class Promises(Protocol):
    async def answer_by(self, conversation: Conversation) -> datetime | None:
        """None when we cannot say."""


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Raises TooMany."""
