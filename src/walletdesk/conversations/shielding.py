"""What a contact's text is asked before anything of it is written, with what the contact wrote before it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from walletdesk.conversations.items import Speaker
from walletdesk.conversations.ports import Archive, Page
from walletdesk.kernel.ids import ConversationId

_ITEMS = 60  # among them the 24 texts over which a phrase may be spread
_LAST = 2**31  # beyond every number


@dataclass(frozen=True, slots=True)
class Looked:
    """The kind of secret in a text; or that it may be one and only who wrote it can tell."""

    secret: str | None = None
    must_ask: bool = False


class Shield(Protocol):
    def wants_more(self, text: str) -> bool:
        """Whether what was written before decides."""

    def look(self, text: str, before: Sequence[str]) -> Looked: ...


class Alone:
    """Each text by itself."""

    def __init__(self, secret_in: Callable[[str], str | None]) -> None:
        self._secret_in = secret_in

    def wants_more(self, text: str) -> bool:
        return False

    def look(self, text: str, before: Sequence[str]) -> Looked:
        return Looked(self._secret_in(text))


async def looked_at(shield: Shield, archive: Archive, id: ConversationId, text: str) -> Looked:
    """Reads what was written before only where that decides: for few texts."""
    if not shield.wants_more(text):
        return shield.look(text, ())
    items = await archive.items(id, Page(before=_LAST, most=_ITEMS))
    return shield.look(text, [item.text for item in items if item.author.kind is Speaker.CONTACT])
