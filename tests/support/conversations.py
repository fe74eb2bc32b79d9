"""Conversations in memory, and the rig that tests them like those in SQL."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.support.house import StrictHouse
from tests.support.memory import Hands, MemoryWork, opening
from walletdesk.conversations import (
    Author,
    Beginning,
    Conversation,
    Conversing,
    InLine,
    Item,
    Listing,
    Looked,
    Page,
    Priority,
    Reading,
    Said,
    Speaker,
    Status,
)
from walletdesk.conversations.ports import Archive, Begun, OpenWork
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Duplicate, NotFound
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, InboxId, TeamId

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ASKER, STRANGER, ANN, BEN = ContactId("con_1"), ContactId("con_2"), AgentId("agt_ann"), AgentId("agt_ben")
CONTACT = Author(Speaker.CONTACT, ASKER)
AGENT = Author(Speaker.AGENT, ANN, "Ann")
OTHER_AGENT = Author(Speaker.AGENT, BEN, "Ben")
BOT = Author(Speaker.BOT, "bot")
WHERE = Beginning(contact=ASKER, inbox=InboxId("inb_1"), channel="webchat", locale="en")
DESK, ELSEWHERE = TeamId("tea_1"), TeamId("tea_2")


def said(text: str = "hello", client_id: str = "c1") -> Said:
    return Said(text=text, client_id=client_id)


def find_secret(text: str) -> str | None:
    return "mnemonic" if "abandon" in text else None


class WatchfulShield:
    """Knows a secret in two halves, and digits that only their writer can name."""

    def wants_more(self, text: str) -> bool:
        return "half" in text

    def look(self, text: str, before: Sequence[str]) -> Looked:
        other = {"first half": "second half", "second half": "first half"}.get(text)
        parts = tuple(n for n, one in enumerate(before) if one == other)
        secret = "mnemonic" if parts else find_secret(text)
        return Looked(secret, must_ask="bare digits" in text, parts=parts)

    def begun(self, texts: Sequence[str]) -> Sequence[int]:
        return ()

    def unnamed(self, text: str) -> Sequence[str]:
        return ["bare digits"] if "bare digits" in text and "named" not in text else []


class MemoryConversations:
    def __init__(self) -> None:
        self.kept: dict[ConversationId, Conversation] = {}
        self.items_of: dict[ConversationId, list[Item]] = {}

    async def get(self, id: ConversationId) -> Conversation:
        if id not in self.kept:
            raise NotFound
        return deepcopy(self.kept[id])

    async def add(self, conversation: Conversation) -> None:
        c = conversation
        if any((k.contact, k.start_key) == (c.contact, c.start_key) for k in self.kept.values()):
            raise Duplicate
        await self.save(conversation)

    async def seq_of(self, id: ConversationId, public_seq: int) -> int:
        found = [i.seq for i in self.items_of[id] if i.public_seq and i.public_seq <= public_seq]
        return max(found, default=0)

    async def public_seq_of(self, id: ConversationId, seq: int) -> int:
        return max([i.public_seq or 0 for i in self.items_of[id] if i.seq <= seq], default=0)

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        for c in self.kept.values():
            if c.contact == absorbed:
                c.contact, c.start_key = to, c.id
                c.touch()

    async def hand_back(self, home: ContactId, to: ContactId, there: Begun) -> None:
        for c in self.kept.values():
            spoke = any(item.author.id == to for item in self.items_of.get(c.id, []))
            begun = (c.channel, c.inbox) == (there.channel, there.inbox) and c.created_at >= there.since
            if c.contact == home and (spoke or begun):
                c.contact, c.start_key = to, c.id
                c.touch()

    async def save(self, conversation: Conversation) -> None:
        known = self.items_of.setdefault(conversation.id, [])
        keys = {item.client_key for item in known if item.client_key}
        if any(item.client_key in keys for item in conversation.new):
            raise Duplicate
        gone = {item.seq: item for item in conversation.withdrawn}
        known[:] = [gone.get(item.seq, item) for item in known] + conversation.new
        kept = self.kept[conversation.id] = deepcopy(conversation)
        kept.new, kept.withdrawn = [], []

    async def items(self, id: ConversationId, page: Page) -> Sequence[Item]:
        return page_of(self.items_of.get(id, []), page)


class MemoryConversationsWork(MemoryWork):
    def __init__(self) -> None:
        super().__init__()
        self.conversations = MemoryConversations()


def open_memory(memory: MemoryConversationsWork) -> OpenWork:
    """One block after the other, as rows are locked."""
    turn, inner = asyncio.Lock(), opening(memory)

    @asynccontextmanager
    async def block() -> AsyncIterator[MemoryConversationsWork]:
        async with turn, inner() as work:
            yield work

    return block


class MemoryArchive:
    def __init__(self, memory: MemoryConversationsWork) -> None:
        self._memory = memory

    async def find(self, id: ConversationId) -> Conversation | None:
        return deepcopy(self._memory.conversations.kept.get(id))

    async def started_as(self, contact: ContactId, start_key: str) -> Conversation | None:
        kept = self._memory.conversations.kept.values()
        return next((deepcopy(c) for c in kept if (c.contact, c.start_key) == (contact, start_key)), None)

    async def said_before(self, id: ConversationId, client_key: str) -> Item | None:
        return next((i for i in self._items(id) if i.client_key == client_key), None)

    async def items(self, id: ConversationId, page: Page) -> Sequence[Item]:
        return page_of(self._items(id), page)

    async def list(self, listing: Listing) -> Sequence[Conversation]:
        found = [c for c in self._memory.conversations.kept.values() if _fits(c, listing)]
        found.sort(key=_place, reverse=True)
        return deepcopy(found[: listing.most])

    async def in_line(self, listing: InLine) -> Sequence[Conversation]:
        asked = Listing(status=Status.WAITING_FOR_AGENT, teams=listing.teams, me=listing.me)
        found = [c for c in self._memory.conversations.kept.values() if _fits(c, asked)]
        behind = [c for c in found if listing.cursor is None or _turn(c) > listing.cursor]
        return deepcopy(sorted(behind, key=_turn)[: listing.most])

    async def several(self, ids: Collection[ConversationId]) -> Sequence[Conversation]:
        kept = self._memory.conversations.kept
        return [deepcopy(kept[id]) for id in set(ids) if id in kept]

    async def answered(self, id: ConversationId, since: datetime) -> datetime | None:
        said = [i.at for i in self._items(id) if i.author.kind is Speaker.AGENT and i.public_seq]
        return next((at for at in said if at >= since), None)

    def _items(self, id: ConversationId) -> Sequence[Item]:
        return self._memory.conversations.items_of.get(id, [])


def page_of(items: Sequence[Item], page: Page) -> Sequence[Item]:
    numbered = [(i.public_seq if page.public else i.seq, i) for i in items]
    if page.after is not None:
        return [i for n, i in numbered if n is not None and n > page.after][: page.most]
    before = page.before or 0
    return [i for n, i in numbered if n is not None and n < before][-page.most :]


def _place(conversation: Conversation) -> tuple[int, str]:
    return millis(conversation.last_at), conversation.id


def _turn(conversation: Conversation) -> tuple[int, int, str]:
    urgency = [Priority.SECURITY, Priority.HIGH, Priority.NORMAL].index(conversation.priority)
    return urgency, millis(conversation.waiting_since or conversation.created_at), conversation.id


def _fits(c: Conversation, listing: Listing) -> bool:
    if listing.active and c.status in (Status.RESOLVED, Status.CLOSED):
        return False
    wanted = ((listing.status, c.status), (listing.assignee, c.assignee), (listing.contact, c.contact))
    theirs = listing.teams is None or c.team is None or c.team in listing.teams or c.assignee == listing.me
    seen = listing.cursor is None or _place(c) < listing.cursor
    return theirs and seen and all(asked in (None, has) for asked, has in wanted)


@dataclass
class TalkRig:
    """Everything a test of conversations turns."""

    open_work: OpenWork
    archive: Archive
    events: list[Event]
    clock: Hands = field(default_factory=lambda: Hands(NOON))

    def __post_init__(self) -> None:
        self.talk = Conversing(
            open_work=self.open_work,
            archive=self.archive,
            secret_in=find_secret,
            outgoing=StrictHouse(),
            clock=self.clock,
            shield=WatchfulShield(),
        )
        self.reading = Reading(self.archive)

    async def begun(self, client_id: str = "start", where: Beginning = WHERE) -> ConversationId:
        author = Author(Speaker.CONTACT, where.contact)
        return (await self.talk.start(where, author, said("hello", client_id))).id

    async def taken(self) -> ConversationId:
        """With an agent."""
        id = await self.begun()
        await self.talk.request_agent(id, reason="asked")
        await self.talk.assign(id, ANN, "Ann", reason="taken")
        return id

    async def head(self, id: ConversationId) -> Conversation:
        found = await self.archive.find(id)
        assert found is not None
        return found

    async def all(self, id: ConversationId, *, public: bool = False) -> Sequence[Item]:
        return await self.archive.items(id, Page(after=0, most=1000, public=public))


def memory_rig() -> TalkRig:
    memory = MemoryConversationsWork()
    return TalkRig(open_memory(memory), MemoryArchive(memory), memory.events)
