"""What agents see of a conversation's mails: whom it is held with, and whose each of them claims to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec
from litestar import Request, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from walletdesk.channels.email.inbound.model import MailItem
from walletdesk.channels.email.inbound.ports import Reading
from walletdesk.conversations import Conversation
from walletdesk.kernel.ids import ConversationId, InboxId
from walletdesk.kernel.viewers import Viewer
from walletdesk.platform.http import Access, access, agent_of


class MailView(msgspec.Struct):
    """One message that came as a mail. ``sender`` is what it claims; ``cut``: it is longer than it shows."""

    seq: int
    sender: str
    verified: bool
    standing: str
    cut: bool


class MailsView(msgspec.Struct):
    """``to``: where answers go; empty where none can. ``inbox``: the name of the one it came into."""

    held: bool
    to: str
    proven: bool
    inbox: str
    items: list[MailView]


class Seeing(Protocol):
    async def seen_by(self, viewer: Viewer, id: ConversationId) -> Conversation: ...


class Named(Protocol):
    @property
    def name(self) -> str: ...


class Inboxes(Protocol):
    async def find(self, id: InboxId) -> Named | None: ...


@dataclass(frozen=True, slots=True)
class Shown:
    seeing: Seeing
    reading: Reading
    inboxes: Inboxes


def routes(shown: Shown) -> Sequence[HTTPRouteHandler]:
    @get("/api/workspace/conversations/{conversation:str}/mail", opt=access(Access.AGENT))
    async def mails_of(request: Request[Any, Any, Any], conversation: FromPath[str]) -> MailsView:
        found = await shown.seeing.seen_by(agent_of(request), ConversationId(conversation))
        thread = await shown.reading.thread(found.id)
        inbox = await shown.inboxes.find(thread.inbox) if thread else None
        return MailsView(
            held=thread is not None,
            to=thread.address if thread else "",
            proven=bool(thread and thread.proven),
            inbox=inbox.name if inbox else "",
            items=[_view(one) for one in await shown.reading.items(found.id)],
        )

    return [mails_of]


def _view(item: MailItem) -> MailView:
    return MailView(item.seq, item.address, item.verified, item.standing, item.cut)
