"""What a contact's text is asked before anything of it is written, with what the contact wrote before it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walletdesk.conversations.events import ConversationEvent
from walletdesk.conversations.items import Author, Item, Kind, Said, Speaker
from walletdesk.conversations.model import Conversation
from walletdesk.conversations.ports import Archive, Page, Work
from walletdesk.kernel.errors import MayBeSecret
from walletdesk.kernel.ids import ConversationId

_ITEMS = 60  # among them the 24 texts over which a phrase may be spread
_LAST = 2**31  # beyond every number


@dataclass(frozen=True, slots=True)
class Looked:
    """The kind of secret in a text; or that it may be one and only who wrote it can tell.

    ``size``: its class of length, never its length. ``parts``: which of the texts before it hold the rest.
    """

    secret: str | None = None
    must_ask: bool = False
    size: str = ""
    parts: tuple[int, ...] = ()


class Shield(Protocol):
    def wants_more(self, text: str) -> bool:
        """Whether what was written before decides."""

    def look(self, text: str, before: Sequence[str]) -> Looked: ...
    def begun(self, texts: Sequence[str]) -> Sequence[int]:
        """Which of them are pieces of a secret whose last piece did not come."""

    def unnamed(self, text: str) -> Sequence[str]:
        """The digits that only whoever writes them can name, in small letters and without 0x."""


class Alone:
    """Each text by itself."""

    def __init__(self, secret_in: Callable[[str], str | None]) -> None:
        self._secret_in = secret_in

    def wants_more(self, text: str) -> bool:
        return False

    def look(self, text: str, before: Sequence[str]) -> Looked:
        return Looked(self._secret_in(text))

    def begun(self, texts: Sequence[str]) -> Sequence[int]:
        return ()

    def unnamed(self, text: str) -> Sequence[str]:
        return ()


class Items(Protocol):
    async def items(self, id: ConversationId, page: Page) -> Sequence[Item]: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was seen in a text. ``parts``: the messages before it that belong to its secret.

    ``upto``: the last number that was read before it; None where nothing before it decides.
    """

    secret: str | None
    must_ask: bool
    size: str = ""
    parts: tuple[Item, ...] = ()
    upto: int | None = None

    def is_late(self, conversation: Conversation) -> bool:
        """Somebody wrote between the look and the turn to write: the other half, perhaps."""
        return self.upto is not None and conversation.last_message > self.upto


async def looked_at(shield: Shield, before: Items, id: ConversationId, text: str, key: str) -> Verdict:
    """Reads what was written before only where that decides: for few texts.

    ``key``: under which the text itself may stand there already, sent a second time.
    """
    said: list[Item] = []
    upto: int | None = None
    if shield.wants_more(text):
        items = await before.items(id, Page(before=_LAST, most=_ITEMS))
        upto = items[-1].seq if items else 0
        said = [item for item in items if _is_by_contact(item) and item.client_key != key]
    looked = shield.look(text, [item.text for item in said])
    parts = tuple(said[place] for place in looked.parts)
    return Verdict(looked.secret, looked.must_ask, looked.size, parts, upto)


def heard(
    conversation: Conversation, author: Author, said: Said, seen: Verdict, at: datetime, *, named: bool
) -> Sequence[ConversationEvent]:
    if seen.secret:
        once = said.client_id if "/" in said.client_id else ""  # of a channel that may bring it again
        return conversation.stop_secret(seen.secret, at, size=seen.size, parts=seen.parts, once=once)
    if seen.must_ask and not named:
        raise MayBeSecret
    return conversation.hear(author, said, at)


async def withdraw_begun(work: Work, shield: Shield, id: ConversationId, at: datetime) -> Conversation:
    """Only what is a piece by itself goes: whoever asks can take back nothing else of what they said."""
    conversation = await work.conversations.get(id)
    items = await work.conversations.items(id, Page(before=_LAST, most=_ITEMS))
    said = [item for item in items if _is_by_contact(item)]
    if parts := [said[place] for place in shield.begun([item.text for item in said])]:
        events = conversation.stop_secret("mnemonic", at, size="partial", parts=parts)
        await work.conversations.save(conversation)
        work.emit(*events)
    return conversation


async def require_named(shield: Shield, archive: Archive, id: ConversationId, text: str) -> None:
    """Raises MayBeSecret for bare digits of ours, unless the contact has brought the same ones.

    Contacts were asked what theirs are before anything of them was kept, also what the bot learned of them.
    """
    if not (digits := shield.unnamed(text)):
        return
    head, items = await archive.find(id), await archive.items(id, Page(before=_LAST, most=_ITEMS))
    brought = [item.text for item in items if _is_by_contact(item)]
    brought += [head.answers or "", head.packet or ""] if head else []
    known = "\n".join(brought).lower()
    if not all(one in known for one in digits):
        raise MayBeSecret


def _is_by_contact(item: Item) -> bool:
    return item.kind is Kind.MESSAGE and item.author.kind is Speaker.CONTACT
