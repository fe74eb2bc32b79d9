"""How the files of items stand now. Items keep them as they stood when they were said."""

from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from walletdesk.conversations.items import FileState, Item
from walletdesk.conversations.store.tables import ATTACHMENT
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.db import Database, statement

_A = ATTACHMENT.c
NOT_READY = statement(
    sa.select(_A.id, _A.state).where(
        _A.conversation == sa.bindparam("conversation"), _A.state != FileState.READY.value
    )
)


async def with_states(db: Database, conversation: ConversationId, items: Sequence[Item]) -> Sequence[Item]:
    """Asked only where there are files."""
    if not any(item.attachments for item in items):
        return items
    states = {row[0]: row[1] for row in await db.all(NOT_READY, conversation=conversation)}
    return [_standing(item, states) if item.attachments else item for item in items]


def _standing(item: Item, states: dict[str, str]) -> Item:
    files = [replace(file, state=states.get(file.id, FileState.READY.value)) for file in item.attachments]
    return replace(item, attachments=tuple(files))
