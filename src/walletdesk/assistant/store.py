"""The only SQL of the bot: what it remembers of each conversation, one row each."""

import msgspec
import sqlalchemy as sa

from walletdesk.assistant.model import Dialogue
from walletdesk.assistant.ports import OpenWork
from walletdesk.conversations import Withdrawn
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.db import (
    Database,
    SqlWork,
    Text,
    Transaction,
    Whole,
    insert,
    statement,
    table,
    works,
)

DIALOGUE = table(
    "assistant_dialogue",
    sa.Column("conversation", Text, primary_key=True),
    sa.Column("heard", Whole, nullable=False),
    sa.Column("state", Text, nullable=False),  # JSON
)
_KEEP = insert(DIALOGUE).values(
    conversation=sa.bindparam("conversation"), heard=sa.bindparam("heard"), state=sa.bindparam("state")
)
KEEP = statement(
    _KEEP.on_conflict_do_update(
        index_elements=[DIALOGUE.c.conversation],
        set_={"heard": _KEEP.excluded.heard, "state": _KEEP.excluded.state},
        where=DIALOGUE.c.heard <= _KEEP.excluded.heard,  # an older message, delivered late, undoes nothing
    )
)
# Whoever still thinks about one of those messages comes too late
FORGET = statement(
    _KEEP.on_conflict_do_update(
        index_elements=[DIALOGUE.c.conversation],
        set_={"heard": _KEEP.excluded.heard, "state": _KEEP.excluded.state},
    )
)
FIND = statement(sa.select(DIALOGUE.c.state).where(DIALOGUE.c.conversation == sa.bindparam("conversation")))


class SqlMemory:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def keep(self, conversation: ConversationId, dialogue: Dialogue) -> None:
        state = msgspec.json.encode(dialogue).decode()
        await self._tx.run(KEEP, conversation=conversation, heard=dialogue.heard, state=state)


class SqlDialogues:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, conversation: ConversationId) -> Dialogue | None:
        row = await self._db.one(FIND, conversation=conversation)
        return msgspec.json.decode(row[0], type=Dialogue) if row else None


async def forget(tx: Transaction, withdrawn: Withdrawn) -> None:
    """What the bot remembers quotes what was said. It begins anew, and goes back to nothing before this."""
    dialogue = Dialogue(heard=withdrawn.upto, greeted=True)
    state = msgspec.json.encode(dialogue).decode()
    await tx.run(FORGET, conversation=withdrawn.conversation, heard=dialogue.heard, state=state)


class AssistantWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.memory = SqlMemory(tx)


def open_work(db: Database) -> OpenWork:
    return works(db, AssistantWork)
