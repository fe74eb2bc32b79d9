"""A message may name a transaction or tell what was missing; what is opened stands in the thread."""

from typing import Protocol

from walletdesk.conversations import MessageAdded
from walletdesk.dossiers.events import DossierChanged, DossierEvent, DossierOpened
from walletdesk.dossiers.model import CONTACT
from walletdesk.dossiers.service import Heard, Opening
from walletdesk.kernel.ids import ConversationId

OPENED, CHANGED = "dossier", "dossier_changed"  # in the thread: ``value`` names the dossier


class Thread(Protocol):
    async def note_fact(
        self,
        id: ConversationId,
        what: str,
        *,
        value: str = "",
        reason: str = "",
        key: str = "",
        public: bool = False,
    ) -> None:
        """Saying it twice with one ``key`` shows it once."""


def is_of_people(event: MessageAdded) -> bool:
    """What we say ourselves names only what somebody named before."""
    return event.author in {"contact", "agent"}


class DossierReactions:
    def __init__(self, opening: Opening, thread: Thread) -> None:
        self._opening = opening
        self._thread = thread

    async def on_message_added(self, event: MessageAdded) -> None:
        by = CONTACT if event.author == "contact" else event.author_id
        heard = Heard(conversation=event.conversation, seq=event.seq, by=by, text=event.text)
        await self._opening.hear(heard)

    async def on_dossier_opened(self, event: DossierOpened) -> None:
        await self._opened(event)

    async def on_dossier_changed(self, event: DossierChanged) -> None:
        if not event.before:
            await self._opened(
                event
            )  # its own event may be tried again later: the card stands before its news
        await self._thread.note_fact(
            event.conversation,
            CHANGED,
            value=event.dossier,
            reason=event.after,
            key=f"{event.dossier}/{event.seq}",
            public=True,
        )

    async def _opened(self, event: DossierEvent) -> None:
        await self._thread.note_fact(event.conversation, OPENED, value=event.dossier, public=True)
