"""Finding messages by what was said, Chinese words of one and two characters included. Trails by a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walletdesk.conversations.events import MessageAdded, NoteAdded
from walletdesk.conversations.model import Conversation
from walletdesk.conversations.ports import Archive, Page
from walletdesk.conversations.rights import may_read
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import AgentViewer

PAGES = 4  # read on for an agent who may not see most of what is found, but not for ever
SHORTEST, LONGEST = 1, 200


@dataclass(frozen=True, slots=True)
class Indexed:
    """A message on its way into the index."""

    conversation: ConversationId
    seq: int
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found; ``number`` rises with time and is what the next page begins below."""

    number: int
    conversation: ConversationId
    seq: int


@dataclass(frozen=True, slots=True)
class Hit:
    number: int
    conversation: Conversation
    seq: int
    at: datetime
    text: str


class MessageIndex(Protocol):
    async def add(self, messages: Sequence[Indexed]) -> None:
        """A message that is there already is not added again."""

    async def find(self, asked: str, *, before: int | None, most: int) -> Sequence[Place]:
        """Newest first. All words must occur; a run of Chinese must occur as it is."""


class Searching:
    def __init__(self, *, index: MessageIndex, archive: Archive) -> None:
        self._index = index
        self._archive = archive

    async def index(self, events: Sequence[MessageAdded | NoteAdded]) -> None:
        """Safe to repeat."""
        await self._index.add([Indexed(e.conversation, e.seq, e.text) for e in events if e.text])

    async def search(
        self, viewer: AgentViewer, asked: str, *, before: int | None = None, most: int = 50
    ) -> Sequence[Hit]:
        """What this agent may see. Counts and snippets speak only of that."""
        if not SHORTEST <= len(asked.strip()) <= LONGEST:
            raise Invalid("Search for something between 1 and 200 characters.", code="bad_search")
        hits: list[Hit] = []
        for _ in range(PAGES):
            places = await self._index.find(asked, before=before, most=most)
            hits += [hit for place in places if (hit := await self._hit(viewer, place))]
            if len(places) < most or len(hits) >= most:
                break
            before = places[-1].number
        return hits[:most]

    async def _hit(self, viewer: AgentViewer, place: Place) -> Hit | None:
        conversation = await self._archive.find(place.conversation)
        if conversation is None or not may_read(viewer, conversation):
            return None
        page = Page(after=place.seq - 1, most=1, public=False)
        items = await self._archive.items(place.conversation, page)
        if not items or items[0].seq != place.seq:
            return None
        return Hit(place.number, conversation, place.seq, items[0].at, items[0].text)
