"""Use cases of looking at a mail as it came. Whoever may not read the conversation learns of no mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from walletdesk.channels.email.originals.framing import Link, framed
from walletdesk.channels.email.originals.ports import Archive, Conversations, KeptMail, Reads
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.platform.mime import ReadMail, UnreadableError

KIND: Final = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """``mail`` None: it cannot be read; its file can be saved. ``document``: of the frame, or ""."""

    arrival: KeptMail
    mail: ReadMail | None
    document: str = ""
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Originals:
    archive: Archive
    conversations: Conversations
    reads: Reads

    async def listed(self, viewer: AgentViewer, conversation: ConversationId) -> Sequence[KeptMail]:
        """Those that are still kept, the oldest first."""
        await self.conversations.seen_by(viewer, conversation)
        found = await self.archive.of_conversation(conversation)
        return [one for one in found if one.kind == KIND and one.has_raw and one.is_taken]

    async def original(self, viewer: AgentViewer, conversation: ConversationId, arrival: str) -> Original:
        kept, raw = await self.kept(viewer, conversation, arrival)
        try:
            mail = await self.reads.read(raw)
        except UnreadableError:
            return Original(arrival=kept, mail=None)
        document, links = framed(mail.body.html) if mail.body.html else ("", [])
        return Original(arrival=kept, mail=mail, document=document, links=links)

    async def file(self, viewer: AgentViewer, conversation: ConversationId, arrival: str) -> bytes:
        _, raw = await self.kept(viewer, conversation, arrival)
        return raw

    async def kept(
        self, viewer: AgentViewer, conversation: ConversationId, arrival: str
    ) -> tuple[KeptMail, bytes]:
        await self.conversations.seen_by(viewer, conversation)
        kept = await self.archive.find(arrival)
        if kept is None or kept.conversation != conversation or kept.kind != KIND or not kept.is_taken:
            raise NotFound
        arrived = await self.archive.arrived(arrival)
        if arrived is None:
            raise NotFound
        return kept, arrived.raw
