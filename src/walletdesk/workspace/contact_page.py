"""All that one contact said and was told, whatever the channel, and by which channels we know them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nlargest
from typing import Final, Protocol

from walletdesk.contacts import Block, Contact, Identity
from walletdesk.conversations import Conversation, Item, Kind, Page, Reading, may_read
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.kernel.viewers import Viewer

TALKS: Final = 50
TALKS_READ: Final = 15  # of the timeline: who wrote more often is looked up conversation by conversation
OF_EACH: Final = 30
MESSAGES: Final = 60
CALLS: Final = frozenset({"phone"})  # facts that are words of a channel of their own
_SHOWN: Final = frozenset({"email"})  # addresses that an agent reads anyway; a provider's id says nothing
_END: Final = 2**62


class Book(Protocol):
    async def get(self, id: ContactId) -> Contact: ...
    async def block_of(self, id: ContactId) -> Block | None: ...
    async def identities(self, id: ContactId) -> Sequence[tuple[Identity, datetime]]: ...


class Link(Protocol):
    @property
    def identity(self) -> Identity: ...
    @property
    def at(self) -> datetime: ...


class Linked(Protocol):
    async def linked(self, contact: ContactId) -> Sequence[Link]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """``how``: wallet (vouched for), linked (by the contact with a code), proven, said (proves nothing)."""

    channel: str
    how: str
    since: datetime
    address: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Spoken:
    talk: Conversation
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """``talks`` that may be read, newest first; ``elsewhere``: how many may not; ``spoken`` oldest first."""

    contact: ContactId
    block: Block | None
    blocked_by: str
    known: Sequence[Known]
    talks: Sequence[Conversation]
    elsewhere: int
    spoken: Sequence[Spoken]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPages:
    """``name_of``: an agent's, as everybody reads it."""

    reading: Reading
    book: Book
    linking: Linked
    name_of: Callable[[AgentId], str]

    async def of(self, viewer: Viewer, conversation: ConversationId) -> Told:
        """Raises NotFound for a conversation that ``viewer`` may not read."""
        contact = (await self.reading.seen_by(viewer, conversation)).contact
        every = await self.reading.of_contact(contact, most=TALKS)
        talks = [one for one in every if may_read(viewer, one)]
        block = await self.book.block_of(contact)
        return Told(
            contact=contact,
            block=block,
            blocked_by=self.name_of(block.by) if block else "",
            known=await self._known(contact),
            talks=talks,
            elsewhere=len(every) - len(talks),
            spoken=await self._spoken(viewer, talks[:TALKS_READ]),
        )

    async def _spoken(self, viewer: Viewer, talks: Sequence[Conversation]) -> Sequence[Spoken]:
        page = Page(before=_END, most=OF_EACH, public=False)
        found = [
            Spoken(talk, item)
            for talk in talks
            for item in await self.reading.items(viewer, talk.id, page)
            if _is_told(item)
        ]
        return nlargest(MESSAGES, found, key=_moment)[::-1]

    async def _known(self, id: ContactId) -> Sequence[Known]:
        contact = await self.book.get(id)
        linked = {link.identity: link.at for link in await self.linking.linked(id)}
        known = [_known(one, since, contact, linked) for one, since in await self.book.identities(id)]
        if contact.email and not any(one.address == contact.email for one in known):
            proven = Known(channel="email", how="proven", since=contact.created_at, address=contact.email)
            known.append(proven)
        return known


def _known(one: Identity, since: datetime, contact: Contact, linked: dict[Identity, datetime]) -> Known:
    channel = one.channel.partition(":")[0]
    address = one.address if channel in _SHOWN else ""
    if channel == "wallet":
        return Known(channel=channel, how="wallet", since=since)
    if one in linked:
        return Known(channel=channel, how="linked", since=linked[one], address=address)
    how = "proven" if address and address == contact.email else "said"
    return Known(channel=channel, how=how, since=since, address=address)


def _is_told(item: Item) -> bool:
    """Words, and calls."""
    if item.kind is Kind.MESSAGE:
        return not item.withdrawn
    return item.event is not None and item.event.what in CALLS


def _moment(one: Spoken) -> tuple[datetime, str, int]:
    return one.item.at, one.talk.id, one.item.seq
