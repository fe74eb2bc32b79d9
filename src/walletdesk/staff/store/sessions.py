"""Open sign-ins inside a block."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import AgentId, SessionId
from walletdesk.platform.db import Row, Transaction, statement
from walletdesk.staff.model import StaffSession
from walletdesk.staff.store.tables import SESSION

COLUMNS = [column for column in SESSION.c if column.name != "secret_hash"]
SESSIONS = sa.select(*COLUMNS)
ADD = statement(sa.insert(SESSION).values({c.name: sa.bindparam(c.name) for c in SESSION.c}))
FORGET = statement(sa.delete(SESSION).where(SESSION.c.expires_at < sa.bindparam("at")))
SEEN = statement(
    sa.update(SESSION).where(SESSION.c.id == sa.bindparam("which")).values({"seen_at": sa.bindparam("at")})
)
END = statement(sa.delete(SESSION).where(SESSION.c.id == sa.bindparam("id")).returning(SESSION.c.agent))
END_BY_HASH = statement(
    sa.delete(SESSION).where(SESSION.c.secret_hash == sa.bindparam("secret_hash")).returning(*COLUMNS)
)
END_ALL = statement(
    sa.delete(SESSION).where(SESSION.c.agent == sa.bindparam("agent")).returning(SESSION.c.id)
)
COUNT = statement(sa.select(sa.func.count()).where(SESSION.c.agent == sa.bindparam("agent")))


class SqlSessions:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, session: StaffSession, secret_hash: str) -> None:
        await self._tx.run(FORGET, at=millis(session.created_at))
        await self._tx.run(
            ADD,
            id=session.id,
            secret_hash=secret_hash,
            agent=session.agent,
            created_at=millis(session.created_at),
            seen_at=millis(session.seen_at),
            expires_at=millis(session.expires_at),
            browser=session.browser,
        )

    async def seen(self, id: SessionId, at: datetime) -> None:
        await self._tx.run(SEEN, which=id, at=millis(at))

    async def end(self, id: SessionId) -> AgentId | None:
        row = await self._tx.one(END, id=id)
        return AgentId(row[0]) if row else None

    async def end_by_hash(self, secret_hash: str) -> StaffSession | None:
        row = await self._tx.one(END_BY_HASH, secret_hash=secret_hash)
        return session_of(row) if row else None

    async def end_all(self, agent: AgentId) -> Sequence[SessionId]:
        return [SessionId(row[0]) for row in await self._tx.all(END_ALL, agent=agent)]

    async def count(self, agent: AgentId) -> int:
        row = await self._tx.one(COUNT, agent=agent)
        return int(row[0]) if row else 0


def session_of(row: Row) -> StaffSession:
    id, agent, created_at, seen_at, expires_at, browser = row
    return StaffSession(
        id=SessionId(id),
        agent=AgentId(agent),
        created_at=from_millis(created_at),
        seen_at=from_millis(seen_at),
        expires_at=from_millis(expires_at),
        browser=browser,
    )
