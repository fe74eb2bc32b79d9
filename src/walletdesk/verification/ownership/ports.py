"""What proofs of addresses need from the world."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from typing import NoReturn, Protocol

from walletdesk.conversations import Conversation
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.kernel.viewers import Viewer
from walletdesk.verification.ownership.model import Address, Answer, Proof, Statement


class ProofsKept(Protocol):
    async def begin(self, proof: Proof) -> None:
        """In place of the one of this conversation that was not proven."""

    async def open_of(self, conversation: ConversationId) -> Proof | None:
        """The one that was not proven, held until the block ends. It may be too old."""

    async def put(self, proof: Proof) -> None:
        """What became of it. Of an address that was proven here before only the latest stays."""


class Work(Protocol):
    """One transaction."""

    @property
    def proofs(self) -> ProofsKept: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Archive(Protocol):
    """Committed reads."""

    async def open_of(self, conversation: ConversationId) -> Proof | None: ...
    async def proven_in(self, conversations: Collection[ConversationId]) -> Sequence[Proof]:
        """Latest first."""


class Talks(Protocol):
    """What ``conversations.Reading`` is."""

    async def seen_by(self, viewer: Viewer, id: ConversationId) -> Conversation:
        """Raises NotFound for what is not there and for what is not theirs."""

    async def of_contact(self, contact: ContactId, *, most: int = ...) -> Sequence[Conversation]: ...


class StopsSecrets(Protocol):
    """What ``conversations.Conversing`` is."""

    async def stop_secret(self, id: ConversationId, secret: str, size: str = "") -> NoReturn:
        """Tells that one was stopped, and raises SecretStopped."""


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Raises TooMany."""


FindAddress = Callable[[str], Address]  # raises Invalid for what is no address that somebody can sign for
Check = Callable[[Address, str, str], Answer]  # address, our text, what was typed as its signature
Write = Callable[[Statement], str]
SecretIn = Callable[[str], str | None]  # the kind; raises MayBeSecret where only the sender can tell
