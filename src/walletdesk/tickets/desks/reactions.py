"""What becomes of the work of desks elsewhere: a note at the front, the contact's ticket in step."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.tickets.desks.events import DeskAnswered
from walletdesk.tickets.desks.model import DeskKind, Field, field_of
from walletdesk.tickets.desks.service import Following
from walletdesk.tickets.events import TicketStateChanged
from walletdesk.tickets.ports import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontNote:
    """What a desk tells the front, to be said in the language of the conversation."""

    number: str
    kind: DeskKind
    text: str = field(repr=False)
    asked: Sequence[Field] = ()


class TellFront(Protocol):
    async def note(self, conversation: ConversationId, by: AgentId, *, key: str, words: FrontNote) -> None:
        """Into the conversation, once for each ``key``, where no contact reads it."""


class DeskReactions:
    def __init__(self, following: Following, *, archive: Archive, tell: TellFront) -> None:
        self._following = following
        self._archive = archive
        self._tell = tell

    async def on_ticket_state_changed(self, event: TicketStateChanged) -> None:
        await self._following.moved(event.ticket)

    async def on_answered(self, event: DeskAnswered) -> None:
        if event.conversation is None:
            return
        [line] = await self._archive.history(event.ticket, after=event.seq - 1, most=1)
        kind = DeskKind(event.kind)
        asked = [one for one in (field_of(kind, id) for id in event.asked) if one is not None]
        note = FrontNote(number=f"WD-{event.number}", kind=kind, text=line.after, asked=asked)
        key = f"desk/{event.ticket}/{event.seq}"
        await self._tell.note(event.conversation, event.by, key=key, words=note)
