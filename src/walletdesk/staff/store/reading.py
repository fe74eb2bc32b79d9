"""Committed reads of the staff."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import AgentId, TeamId
from walletdesk.platform.db import Database, statement
from walletdesk.staff.model import (
    Agent,
    AuditRecord,
    Availability,
    Credential,
    PauseReason,
    Present,
    Spell,
    StaffSession,
    State,
    Team,
)
from walletdesk.staff.store.audit import record_of
from walletdesk.staff.store.pauses import EVERY_PAUSE, PAUSES, SPELLS, pause_of, spell_of
from walletdesk.staff.store.people import AGENT_COLUMNS, AGENTS, FIND, agent_of, availability_of
from walletdesk.staff.store.sessions import SESSIONS, session_of
from walletdesk.staff.store.tables import AGENT, AUDIT, AVAILABILITY, INVITATION, SESSION, TEAM

LIST = statement(AGENTS.order_by(AGENT.c.name, AGENT.c.id))
TEAMS = statement(sa.select(TEAM.c.id, TEAM.c.name).order_by(TEAM.c.name))
AVAILABLE = statement(sa.select(AVAILABILITY))
PRESENT = statement(
    sa.select(*AVAILABILITY.c, *AGENT_COLUMNS)
    .join(AGENT, AGENT.c.id == AVAILABILITY.c.agent)
    .where(AVAILABILITY.c.state != sa.bindparam("offline"), AGENT.c.active == sa.bindparam("active"))
    .order_by(AGENT.c.id)
)
CREDENTIAL = statement(
    sa.select(AGENT.c.id, AGENT.c.active, AGENT.c.password_hash).where(AGENT.c.login == sa.bindparam("login"))
)
FIND_SESSION = statement(SESSIONS.where(SESSION.c.secret_hash == sa.bindparam("secret_hash")))
OPEN_SESSIONS = statement(
    SESSIONS.where(SESSION.c.agent == sa.bindparam("agent")).order_by(SESSION.c.created_at.desc())
)
INVITED = statement(
    sa.select(INVITATION.c.agent).where(
        INVITATION.c.token_hash == sa.bindparam("token_hash"), INVITATION.c.expires_at > sa.bindparam("at")
    )
)
_newest = sa.select(AUDIT).where(AUDIT.c.number < sa.bindparam("before"))
_page = sa.bindparam("limit", type_=sa.Integer)
AUDITED = statement(_newest.order_by(AUDIT.c.number.desc()).limit(_page))
AUDITED_ABOUT = statement(
    _newest.where((AUDIT.c.actor == sa.bindparam("about")) | (AUDIT.c.target == sa.bindparam("about")))
    .order_by(AUDIT.c.number.desc())
    .limit(_page)
)
AUDITED_FROM = statement(
    sa.select(AUDIT).where(AUDIT.c.number >= sa.bindparam("number")).order_by(AUDIT.c.number).limit(_page)
)


class SqlReading:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def agent(self, id: AgentId) -> Agent | None:
        row = await self._db.one(FIND, id=id)
        return agent_of(row) if row else None

    async def agents(self) -> Sequence[Agent]:
        return [agent_of(row) for row in await self._db.all(LIST)]

    async def teams(self) -> Sequence[Team]:
        return [Team(TeamId(id), name) for id, name in await self._db.all(TEAMS)]

    async def availabilities(self) -> Sequence[Availability]:
        return [availability_of(row) for row in await self._db.all(AVAILABLE)]

    async def pauses(self) -> Sequence[PauseReason]:
        return [pause_of(row) for row in await self._db.all(PAUSES)]

    async def every_pause(self) -> Sequence[PauseReason]:
        return [pause_of(row) for row in await self._db.all(EVERY_PAUSE)]

    async def spells(self, since: datetime, until: datetime) -> Sequence[Spell]:
        return [
            spell_of(row) for row in await self._db.slow(SPELLS, since=millis(since), until=millis(until))
        ]

    async def present(self) -> Sequence[Present]:
        rows = await self._db.all(PRESENT, offline=State.OFFLINE.value, active=1)
        said = [(availability_of(row[:4]), agent_of(row[4:])) for row in rows]
        return [Present(agent, available.state, available.since) for available, agent in said]

    async def credential(self, login: str) -> Credential | None:
        row = await self._db.one(CREDENTIAL, login=login)
        return Credential(AgentId(row[0]), bool(row[1]), row[2]) if row else None

    async def session(self, secret_hash: str) -> StaffSession | None:
        row = await self._db.one(FIND_SESSION, secret_hash=secret_hash)
        return session_of(row) if row else None

    async def sessions_of(self, agent: AgentId) -> Sequence[StaffSession]:
        return [session_of(row) for row in await self._db.all(OPEN_SESSIONS, agent=agent)]

    async def invited(self, token_hash: str, at: datetime) -> AgentId | None:
        row = await self._db.one(INVITED, token_hash=token_hash, at=millis(at))
        return AgentId(row[0]) if row else None

    async def audit(self, *, before: int, limit: int, about: str = "") -> Sequence[AuditRecord]:
        if about:
            rows = await self._db.slow(AUDITED_ABOUT, before=before, limit=limit, about=about)
        else:
            rows = await self._db.slow(AUDITED, before=before, limit=limit)
        return [record_of(row) for row in rows]

    async def audit_from(self, number: int, limit: int) -> Sequence[AuditRecord]:
        return [record_of(row) for row in await self._db.slow(AUDITED_FROM, number=number, limit=limit)]
