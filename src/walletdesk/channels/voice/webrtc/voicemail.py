"""A spoken message where nobody talks: recorded in the contact's browser, kept as a file of the conversation.

The recording passes no shield, so it is off until an inbox allows it, and the page says so before it records.
"""

from collections.abc import AsyncIterable, Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from walletdesk.channels.voice.webrtc.ports import Limiter, Talks
from walletdesk.conversations import Attaching, Author, Conversation, Conversing, Kept, Said, Speaker, Status
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import ConversationId, InboxId
from walletdesk.kernel.viewers import ContactViewer

LONGEST: Final = 120  # seconds
MOST: Final = 1_000_000  # bytes; two minutes as the page records them are half of it
EACH: Final = (5, 3_600)  # of one contact in an hour

TakeSound = Callable[[str, AsyncIterable[bytes], int], Awaitable[Kept]]
"""Looks what it is, and stores it. Raises Invalid for what is no recording, TooLarge beyond so many bytes."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """``once``: the page's own name of it, so that sending it twice keeps one. ``name``: of the file."""

    once: str
    name: str
    pieces: AsyncIterable[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """``hearers``: how many agents can hear it."""

    talks: Talks
    attaching: Attaching
    conversing: Conversing
    take_sound: TakeSound
    limiter: Limiter
    allows: Callable[[InboxId], bool]
    hearers: Callable[[], Awaitable[int]]

    def is_offered(self, talk: Conversation) -> bool:
        return talk.status is not Status.CLOSED and self.allows(talk.inbox)

    async def is_offered_in(self, id: ConversationId) -> bool:
        talk = await self.talks.find(id)
        return talk is not None and self.is_offered(talk)

    async def may_leave(self, viewer: ContactViewer, id: ConversationId) -> None:
        """Raises NotFound for what is not theirs, and Conflict where no spoken message is taken."""
        talk = await self.talks.seen_by(viewer, id)
        if not self.is_offered(talk):
            raise Conflict("Spoken messages are not taken here.", code="no_voicemail")

    async def leave(self, viewer: ContactViewer, id: ConversationId, spoken: Spoken) -> None:
        """Keep it, and say it as a message of theirs."""
        await self.may_leave(viewer, id)  # before a byte is looked at
        await self.limiter.hit(f"voicemail:{viewer.contact}", *EACH)
        kept = await self.take_sound(spoken.name, spoken.pieces, MOST)
        attachment = await self.attaching.add(viewer, id, kept)
        said = Said(text="", client_id=f"voicemail/{spoken.once}", attachments=(attachment,))
        await self.conversing.hear(id, Author(Speaker.CONTACT, viewer.contact), said)
