"""What becomes of the work of desks elsewhere: a note at the front, tickets in step, alarms set."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from walletdesk.conversations import AgentAssigned
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.tickets.desks.events import DeskAnswered
from walletdesk.tickets.desks.model import DeskKind, Field, field_of
from walletdesk.tickets.desks.service import Following, Watching
from walletdesk.tickets.events import TicketStateChanged
from walletdesk.tickets.model import called
from walletdesk.tickets.ports import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontNote:
    """What a desk tells the front, to be said in the language of the conversation."""

    number: str
    kind: DeskKind
    text: str = field(repr=False)
    asked: Sequence[Field] = ()


class TellFront(Protocol):
    async def note(
        self, conversation: ConversationId | None, by: AgentId, *, key: str, at: datetime, words: FrontNote
    ) -> None:
        """Into the conversation, once for each ``key``, where no contact reads it, to whoever has it now.

        Where nobody has it, or there is none, those who lead are told.
        """


class DeskReactions:
    def __init__(
        self, following: Following, watching: Watching, *, archive: Archive, tell: TellFront
    ) -> None:
        self._following = following
        self._watching = watching
        self._archive = archive
        self._tell = tell

    async def on_ticket_state_changed(self, event: TicketStateChanged) -> None:
        await self._following.moved(event.ticket)
        await self._watching.moved(event.ticket)

    async def on_answered(self, event: DeskAnswered) -> None:
        [line] = await self._archive.history(event.ticket, after=event.seq - 1, most=1)
        kind = DeskKind(event.kind)
        asked = [one for one in (field_of(kind, id) for id in event.asked) if one is not None]
        note = FrontNote(number=called(event.number), kind=kind, text=line.after, asked=asked)
        key = f"desk/{event.ticket}/{event.seq}"
        await self._tell.note(event.conversation, event.by, key=key, at=event.at, words=note)

    async def on_agent_assigned(self, event: AgentAssigned) -> None:
        await self._following.handed(event.conversation)
