"""Preferences in SQL: one document per agent. A choice that came later reads as its default."""

import msgspec
import sqlalchemy as sa

from walletdesk.kernel.ids import AgentId
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
from walletdesk.workspace.preferences.model import Preferences
from walletdesk.workspace.preferences.service import OpenWork

PREFERENCES = table(
    "agent_preferences",
    sa.Column("agent", Text, primary_key=True),
    sa.Column("chosen", Text, nullable=False),  # JSON
    sa.Column("at", Whole, nullable=False),
)
GET = statement(sa.select(PREFERENCES.c.chosen).where(PREFERENCES.c.agent == sa.bindparam("agent")))
_add = insert(PREFERENCES)
SAVE = statement(
    _add.on_conflict_do_update(
        index_elements=["agent"], set_={"chosen": _add.excluded.chosen, "at": _add.excluded.at}
    )
)

_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(Preferences).decode


class SqlPreferences:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def save(self, agent: AgentId, preferences: Preferences, at: int) -> None:
        await self._tx.run(SAVE, agent=agent, chosen=_encode(preferences).decode(), at=at)


class PreferencesWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.preferences = SqlPreferences(tx)


def open_work(db: Database) -> OpenWork:
    return works(db, PreferencesWork)


async def read_preferences(db: Database, agent: AgentId) -> Preferences:
    row = await db.one(GET, agent=agent)
    return _decode(row[0]) if row else Preferences()
