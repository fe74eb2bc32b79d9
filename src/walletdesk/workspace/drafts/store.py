"""Drafts in SQL."""

from collections.abc import Sequence

import sqlalchemy as sa

from walletdesk.kernel.ids import AgentId, ConversationId
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
from walletdesk.workspace.drafts.model import Draft, Mode
from walletdesk.workspace.drafts.service import OpenWork

DRAFT = table(
    "draft",
    sa.Column("conversation", Text, primary_key=True),
    sa.Column("agent", Text, primary_key=True),
    sa.Column("mode", Text, primary_key=True),
    sa.Column("version", Whole, nullable=False),
    sa.Column("text", Text, nullable=False),
    sa.Column("at", Whole, nullable=False),
)
_D = DRAFT.c
_MINE = (_D.conversation == sa.bindparam("conversation"), _D.agent == sa.bindparam("agent"))
GET = statement(
    sa.select(_D.version, _D.text).where(*_MINE, _D.mode == sa.bindparam("mode")).with_for_update()
)
ALL = statement(sa.select(_D.mode, _D.version, _D.text).where(*_MINE))
ENSURE = statement(  # a row that is not there cannot be locked, and two first savers would both win
    insert(DRAFT)
    .values(
        {name: sa.bindparam(name) for name in ("conversation", "agent", "mode")}
        | {"version": 0, "text": "", "at": 0}
    )
    .on_conflict_do_nothing()
)
_add = insert(DRAFT)
SAVE = statement(
    _add.on_conflict_do_update(
        index_elements=["conversation", "agent", "mode"],
        set_={"version": _add.excluded.version, "text": _add.excluded.text, "at": _add.excluded.at},
    )
)


class SqlDrafts:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def get(self, conversation: ConversationId, agent: AgentId, mode: Mode) -> Draft:
        await self._tx.run(ENSURE, conversation=conversation, agent=agent, mode=mode.value)
        row = await self._tx.one(GET, conversation=conversation, agent=agent, mode=mode.value)
        version, text = row or (0, "")
        return Draft(conversation=conversation, agent=agent, mode=mode, version=version, text=text)

    async def save(self, draft: Draft, at: int) -> None:
        await self._tx.run(
            SAVE,
            conversation=draft.conversation,
            agent=draft.agent,
            mode=draft.mode.value,
            version=draft.version,
            text=draft.text,
            at=at,
        )


class DraftWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.drafts = SqlDrafts(tx)


def open_work(db: Database) -> OpenWork:
    return works(db, DraftWork)


async def read_drafts(db: Database, conversation: ConversationId, agent: AgentId) -> Sequence[Draft]:
    rows = await db.all(ALL, conversation=conversation, agent=agent)
    return [
        Draft(conversation=conversation, agent=agent, mode=Mode(mode), version=version, text=text)
        for mode, version, text in rows
    ]
