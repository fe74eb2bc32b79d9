"""Agents, teams, availability, invitations inside a block."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import AgentId, TeamId
from walletdesk.kernel.viewers import Role
from walletdesk.platform.db import Row, Transaction, insert, statement
from walletdesk.staff.model import Agent, Availability, State, Team
from walletdesk.staff.store.pauses import keep_spell
from walletdesk.staff.store.tables import AGENT, AVAILABILITY, INVITATION, TEAM

AGENT_COLUMNS = [column for column in AGENT.c if column.name != "password_hash"]
AGENTS = sa.select(*AGENT_COLUMNS)
_agent = AGENT.c.id == sa.bindparam("which")
_values: dict[str, sa.BindParameter[object]] = {c.name: sa.bindparam(c.name) for c in AGENT_COLUMNS}
FIND = statement(AGENTS.where(AGENT.c.id == sa.bindparam("id")))
HOLD = statement(AGENTS.where(AGENT.c.id == sa.bindparam("id")).with_for_update())
ADD = statement(insert(AGENT).values(_values).on_conflict_do_nothing().returning(AGENT.c.id))
SAVE = statement(
    sa.update(AGENT)
    .where(_agent)
    .values({name: value for name, value in _values.items() if name not in {"id", "login", "created_at"}})
)
HOLD_ADMINS = statement(
    sa.select(AGENT.c.id)
    .where(AGENT.c.role == sa.bindparam("role"), AGENT.c.active == sa.bindparam("active"))
    .order_by(AGENT.c.id)
    .with_for_update()
)
SET_PASSWORD = statement(
    sa.update(AGENT).where(_agent).values({"password_hash": sa.bindparam("password_hash")})
)
PASSWORD = statement(sa.select(AGENT.c.password_hash).where(AGENT.c.id == sa.bindparam("id")))
ADD_TEAM = statement(
    insert(TEAM)
    .values({"id": sa.bindparam("id"), "name": sa.bindparam("name")})
    .on_conflict_do_nothing()
    .returning(TEAM.c.id)
)
_other = TEAM.alias("other")
_taken = sa.exists().where(_other.c.name == sa.bindparam("name"), _other.c.id != TEAM.c.id)
RENAME_TEAM = statement(
    sa.update(TEAM).where(TEAM.c.id == sa.bindparam("which"), ~_taken).values({"name": sa.bindparam("name")})
)
TEAM_IDS = statement(sa.select(TEAM.c.id))
AVAILABLE = statement(
    sa.select(AVAILABILITY).where(AVAILABILITY.c.agent == sa.bindparam("agent")).with_for_update()
)
_say = insert(AVAILABILITY).values({c.name: sa.bindparam(c.name) for c in AVAILABILITY.c})
SAY_AVAILABLE = statement(
    _say.on_conflict_do_update(
        index_elements=["agent"],
        set_={"state": _say.excluded.state, "since": _say.excluded.since, "reason": _say.excluded.reason},
    )
)
_invite = insert(INVITATION).values({c.name: sa.bindparam(c.name) for c in INVITATION.c})
INVITE = statement(
    _invite.on_conflict_do_update(
        index_elements=["agent"],
        set_={"token_hash": _invite.excluded.token_hash, "expires_at": _invite.excluded.expires_at},
    )
)
USE_INVITATION = statement(
    sa.delete(INVITATION)
    .where(
        INVITATION.c.token_hash == sa.bindparam("token_hash"), INVITATION.c.expires_at > sa.bindparam("at")
    )
    .returning(INVITATION.c.agent)
)
DROP_INVITATION = statement(sa.delete(INVITATION).where(INVITATION.c.agent == sa.bindparam("agent")))

_to_json = msgspec.json.Encoder(order="deterministic").encode
_teams = msgspec.json.Decoder(list[str]).decode
_languages = msgspec.json.Decoder(tuple[str, ...]).decode
_skills = msgspec.json.Decoder(dict[str, int]).decode


class SqlAgents:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, agent: Agent) -> bool:
        return await self._tx.one(ADD, **_row(agent)) is not None

    async def find(self, id: AgentId) -> Agent | None:
        row = await self._tx.one(HOLD, id=id)
        return agent_of(row) if row else None

    async def save(self, agent: Agent) -> None:
        row = _row(agent)
        await self._tx.run(SAVE, which=row.pop("id"), **row)

    async def hold_admins(self) -> Sequence[AgentId]:
        rows = await self._tx.all(HOLD_ADMINS, role=Role.ADMIN.value, active=1)
        return [AgentId(row[0]) for row in rows]

    async def set_password(self, id: AgentId, password_hash: str) -> None:
        await self._tx.run(SET_PASSWORD, which=id, password_hash=password_hash)

    async def password_hash(self, id: AgentId) -> str:
        row = await self._tx.one(PASSWORD, id=id)
        return str(row[0]) if row else ""


class SqlTeams:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, team: Team) -> bool:
        return await self._tx.one(ADD_TEAM, id=team.id, name=team.name) is not None

    async def rename(self, team: Team) -> bool:
        return await self._tx.run(RENAME_TEAM, which=team.id, name=team.name) == 1

    async def known(self, ids: frozenset[TeamId]) -> bool:
        return ids <= {row[0] for row in await self._tx.all(TEAM_IDS)}


class SqlAvailabilities:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def get(self, agent: AgentId) -> Availability | None:
        row = await self._tx.one(AVAILABLE, agent=agent)
        return availability_of(row) if row else None

    async def save(self, availability: Availability) -> None:
        await self._tx.run(
            SAY_AVAILABLE,
            agent=availability.agent,
            state=availability.state.value,
            since=millis(availability.since),
            reason=availability.reason,
        )
        await keep_spell(self._tx, availability)


class SqlInvitations:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def replace(self, agent: AgentId, token_hash: str, expires_at: datetime) -> None:
        await self._tx.run(INVITE, agent=agent, token_hash=token_hash, expires_at=millis(expires_at))

    async def use(self, token_hash: str, at: datetime) -> AgentId | None:
        row = await self._tx.one(USE_INVITATION, token_hash=token_hash, at=millis(at))
        return AgentId(row[0]) if row else None

    async def drop(self, agent: AgentId) -> None:
        await self._tx.run(DROP_INVITATION, agent=agent)


def agent_of(row: Row) -> Agent:
    id, login, name, role, created_at, teams, skills, languages, capacity, active = row
    return Agent(
        id=AgentId(id),
        login=login,
        name=name,
        role=Role(role),
        created_at=from_millis(created_at),
        teams=frozenset(map(TeamId, _teams(teams))),
        skills=_skills(skills),
        languages=_languages(languages),
        capacity=capacity,
        active=bool(active),
    )


def availability_of(row: Row) -> Availability:
    agent, state, since, reason = row
    return Availability(agent=AgentId(agent), state=State(state), since=from_millis(since), reason=reason)


def _row(agent: Agent) -> dict[str, str | int]:
    return {
        "id": agent.id,
        "login": agent.login,
        "name": agent.name,
        "role": agent.role.value,
        "created_at": millis(agent.created_at),
        "teams": _json(sorted(agent.teams)),
        "skills": _json(agent.skills),
        "languages": _json(agent.languages),
        "capacity": agent.capacity,
        "active": int(agent.active),
    }


def _json(value: Sequence[str] | Mapping[str, int]) -> str:
    return _to_json(value).decode()
