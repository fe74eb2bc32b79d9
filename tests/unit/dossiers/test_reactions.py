"""What stands in the thread of a dossier, whichever event comes first."""

from datetime import UTC, datetime
from typing import cast

import pytest

from walletdesk.dossiers.events import DossierChanged, DossierOpened
from walletdesk.dossiers.reactions import CHANGED, OPENED, DossierReactions
from walletdesk.dossiers.service import Opening
from walletdesk.kernel.ids import ContactId, ConversationId

pytestmark = pytest.mark.anyio
AT = datetime(2026, 11, 23, tzinfo=UTC)
TALK, ASKER = ConversationId("cnv_1"), ContactId("con_1")


class Thread:
    """Says each key once, as a conversation does."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self._keys: set[str] = set()

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
        once = f"{what}/{key or value}"
        if once not in self._keys:
            self._keys.add(once)
            self.told.append(what)


def changed(before: str, after: str, seq: int) -> DossierChanged:
    return DossierChanged(
        at=AT,
        conversation=TALK,
        dossier="dos_1",
        contact=ASKER,
        locale="en",
        before=before,
        after=after,
        seq=seq,
    )


async def test_the_card_stands_before_its_news_though_its_own_event_comes_later() -> None:
    thread = Thread()
    react = DossierReactions(cast("Opening", None), thread)
    opened = DossierOpened(
        at=AT, conversation=TALK, dossier="dos_1", contact=ASKER, locale="en", by="contact"
    )
    await react.on_dossier_changed(changed("", "pending", 1))
    await react.on_dossier_opened(opened)
    await react.on_dossier_changed(changed("pending", "confirmed", 2))
    assert thread.told == [OPENED, CHANGED, CHANGED]
