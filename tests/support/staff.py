"""The staff in memory, and the use cases over any storage, with a clock, a limiter and a counting hasher."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from tests.support.counting import CountingLimiter
from tests.support.memory import Hands, MemoryWork, opening
from tests.support.shield import secret_in
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, SessionId, TeamId
from walletdesk.kernel.viewers import Role
from walletdesk.staff import (
    Agent,
    AuditEntry,
    Auditing,
    Availabilities,
    Availability,
    Founding,
    Inviting,
    NewAgent,
    PauseReason,
    Pauses,
    Personnel,
    Present,
    SignIn,
    Spell,
    StaffAuthenticator,
    StaffSecrets,
    StaffSessions,
    State,
    Team,
    TeamKeeping,
)
from walletdesk.staff.model import AuditRecord, Credential, StaffSession, chained
from walletdesk.staff.ports import OpenWork, Reading
from walletdesk.staff.service import Attempt, NewSession

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
KEY = b"k" * 32
PASSWORD = "seven quiet herons at dusk"
OTHER_PASSWORD = "nine loud geese before dawn"
E = TypeVar("E", bound=Event)


class CountingPasswords:
    """Hashes nothing, and counts how often it was asked to try."""

    decoy = "hash:nobody's"

    def __init__(self) -> None:
        self.tried: list[str] = []
        self.outdated = ""

    async def hash(self, password: str) -> str:
        return f"hash:{password}"

    async def verify(self, password_hash: str, password: str) -> bool:
        self.tried.append(password_hash)
        return password_hash.removeprefix("old-") == f"hash:{password}"

    def is_outdated(self, password_hash: str) -> bool:
        return password_hash.startswith("old-")


class MemoryStaff(MemoryWork):
    def __init__(self, audit_key: bytes) -> None:
        super().__init__()
        self.agents = _Agents()
        self.teams = _Teams()
        self.availabilities = _Availabilities()
        self.pauses = _Pauses()
        self.sessions = MemorySessions()
        self.invitations = _Invitations()
        self.audit = _Audit(audit_key)


class _Agents:
    def __init__(self) -> None:
        self.kept: dict[AgentId, Agent] = {}
        self.passwords: dict[AgentId, str] = {}

    async def add(self, agent: Agent) -> bool:
        if agent.login in {known.login for known in self.kept.values()}:
            return False
        self.kept[agent.id] = agent
        return True

    async def find(self, id: AgentId) -> Agent | None:
        return self.kept.get(id)

    async def save(self, agent: Agent) -> None:
        self.kept[agent.id] = agent

    async def hold_admins(self) -> Sequence[AgentId]:
        return sorted(a.id for a in self.kept.values() if a.role is Role.ADMIN and a.active)

    async def set_password(self, id: AgentId, password_hash: str) -> None:
        self.passwords[id] = password_hash

    async def password_hash(self, id: AgentId) -> str:
        return self.passwords.get(id, "")


class _Teams:
    def __init__(self) -> None:
        self.kept: dict[TeamId, Team] = {}

    async def add(self, team: Team) -> bool:
        if team.name in {known.name for known in self.kept.values()}:
            return False
        self.kept[team.id] = team
        return True

    async def rename(self, team: Team) -> bool:
        if team.name in {known.name for known in self.kept.values() if known.id != team.id}:
            return False
        self.kept[team.id] = team
        return True

    async def known(self, ids: frozenset[TeamId]) -> bool:
        return ids <= self.kept.keys()


class _Availabilities:
    def __init__(self) -> None:
        self.kept: dict[AgentId, Availability] = {}
        self.spells: list[Spell] = []

    async def get(self, agent: AgentId) -> Availability | None:
        return self.kept.get(agent)

    async def save(self, availability: Availability) -> None:
        self.kept[availability.agent] = availability
        at = availability.since
        self.spells = [
            replace(one, ended_at=at) if one.agent == availability.agent and one.ended_at is None else one
            for one in self.spells
        ]
        state, reason = availability.state, availability.reason
        new = Spell(agent=availability.agent, state=state, reason=reason, began_at=at, ended_at=None)
        self.spells.append(new)


class _Pauses:
    def __init__(self) -> None:
        self.kept: dict[str, PauseReason] = {}
        self.chosen: list[str] = []

    async def replace(self, reasons: Sequence[PauseReason]) -> None:
        self.kept |= {one.code: one for one in reasons}
        self.chosen = [one.code for one in reasons]


class MemorySessions:
    def __init__(self) -> None:
        self.kept: dict[str, StaffSession] = {}

    async def add(self, session: StaffSession, secret_hash: str) -> None:
        self.kept[secret_hash] = session

    async def seen(self, id: SessionId, at: datetime) -> None:
        self.kept = {h: replace(s, seen_at=at) if s.id == id else s for h, s in self.kept.items()}

    async def end(self, id: SessionId) -> AgentId | None:
        found = [secret_hash for secret_hash, session in self.kept.items() if session.id == id]
        return self.kept.pop(found[0]).agent if found else None

    async def end_by_hash(self, secret_hash: str) -> StaffSession | None:
        return self.kept.pop(secret_hash, None)

    async def end_all(self, agent: AgentId) -> Sequence[SessionId]:
        ended = [session.id for session in self.kept.values() if session.agent == agent]
        self.kept = {h: s for h, s in self.kept.items() if s.agent != agent}
        return ended

    async def count(self, agent: AgentId) -> int:
        return len([session for session in self.kept.values() if session.agent == agent])


class _Invitations:
    def __init__(self) -> None:
        self.kept: dict[AgentId, tuple[str, datetime]] = {}

    async def replace(self, agent: AgentId, token_hash: str, expires_at: datetime) -> None:
        self.kept[agent] = (token_hash, expires_at)

    async def use(self, token_hash: str, at: datetime) -> AgentId | None:
        found = self.whom(token_hash, at)
        if found:
            del self.kept[found]
        return found

    async def drop(self, agent: AgentId) -> None:
        self.kept.pop(agent, None)

    def whom(self, token_hash: str, at: datetime) -> AgentId | None:
        found = [a for a, (kept, until) in self.kept.items() if kept == token_hash and until > at]
        return found[0] if found else None


class _Audit:
    def __init__(self, key: bytes) -> None:
        self._key = key
        self.kept: list[AuditRecord] = []

    async def record(self, entry: AuditEntry) -> None:
        before = self.kept[-1].seal if self.kept else ""
        self.kept.append(chained(self._key, before, len(self.kept) + 1, entry))


class MemoryReading:
    def __init__(self, memory: MemoryStaff) -> None:
        self._memory = memory
        self.session_reads = 0

    async def agent(self, id: AgentId) -> Agent | None:
        return self._memory.agents.kept.get(id)

    async def agents(self) -> Sequence[Agent]:
        return sorted(self._memory.agents.kept.values(), key=lambda agent: (agent.name, agent.id))

    async def teams(self) -> Sequence[Team]:
        return sorted(self._memory.teams.kept.values(), key=lambda team: team.name)

    async def availabilities(self) -> Sequence[Availability]:
        return list(self._memory.availabilities.kept.values())

    async def pauses(self) -> Sequence[PauseReason]:
        return [self._memory.pauses.kept[code] for code in self._memory.pauses.chosen]

    async def every_pause(self) -> Sequence[PauseReason]:
        return list(self._memory.pauses.kept.values())

    async def spells(self, since: datetime, until: datetime) -> Sequence[Spell]:
        kept = self._memory.availabilities.spells
        return [
            one for one in kept if one.began_at < until and (one.ended_at is None or one.ended_at > since)
        ]

    async def present(self) -> Sequence[Present]:
        agents = self._memory.agents.kept
        said = sorted(self._memory.availabilities.kept.values(), key=lambda a: a.agent)
        here = [a for a in said if a.state is not State.OFFLINE and agents[a.agent].active]
        return [Present(agents[a.agent], a.state, a.since) for a in here]

    async def credential(self, login: str) -> Credential | None:
        agents = self._memory.agents
        found = [agent for agent in agents.kept.values() if agent.login == login]
        return (
            Credential(found[0].id, found[0].active, agents.passwords.get(found[0].id, "")) if found else None
        )

    async def session(self, secret_hash: str) -> StaffSession | None:
        self.session_reads += 1
        return self._memory.sessions.kept.get(secret_hash)

    async def sessions_of(self, agent: AgentId) -> Sequence[StaffSession]:
        return [session for session in self._memory.sessions.kept.values() if session.agent == agent]

    async def invited(self, token_hash: str, at: datetime) -> AgentId | None:
        return self._memory.invitations.whom(token_hash, at)

    async def audit(self, *, before: int, limit: int, about: str = "") -> Sequence[AuditRecord]:
        rows = [row for row in reversed(self._memory.audit.kept) if row.number < before]
        return [row for row in rows if not about or about in {row.actor, row.target}][:limit]

    async def audit_from(self, number: int, limit: int) -> Sequence[AuditRecord]:
        return [row for row in self._memory.audit.kept if row.number >= number][:limit]


@dataclass(frozen=True, kw_only=True)
class Staff:
    """The use cases about the staff over one storage."""

    sign_in: SignIn
    sessions: StaffSessions
    personnel: Personnel
    inviting: Inviting
    founding: Founding
    teams: TeamKeeping
    availabilities: Availabilities
    auditing: Auditing
    pauses: Pauses
    authenticator: StaffAuthenticator
    passwords: CountingPasswords
    limiter: CountingLimiter
    clock: Hands
    reading: Reading
    open_work: OpenWork
    happened: Callable[[], list[Event]]

    async def hire(
        self, login: str = "wang", role: Role = Role.AGENT, teams: frozenset[TeamId] = frozenset()
    ) -> Agent:
        return await self.personnel.enrol(NewAgent(login=login, name=login, role=role, teams=teams), PASSWORD)

    async def enter(
        self, login: str = "wang", password: str = PASSWORD, *, old: str = "", ip: str = "192.0.2.1"
    ) -> NewSession:
        return await self.sign_in.sign_in(Attempt(login=login, password=password, ip=ip, old_secret=old))

    async def is_in(self, session: NewSession) -> bool:
        return await self.authenticator.viewer(session.secret) is not None

    def all(self, kind: type[E]) -> list[E]:
        return [event for event in self.happened() if isinstance(event, kind)]

    async def audited(self) -> list[tuple[str, str, str]]:
        """The oldest first: actor, action, target."""
        return [(row.actor, row.action, row.target) for row in await self.reading.audit_from(1, 500)]


def staff(open_work: OpenWork, reading: Reading, happened: Callable[[], list[Event]]) -> Staff:
    clock, limiter, passwords, secrets = (
        Hands(NOON),
        CountingLimiter(),
        CountingPasswords(),
        StaffSecrets(KEY),
    )
    sessions = StaffSessions(open_work=open_work, reading=reading, secrets=secrets, clock=clock)
    personnel = Personnel(
        open_work=open_work,
        reading=reading,
        passwords=passwords,
        sessions=sessions,
        secrets=secrets,
        secret_in=secret_in,
        clock=clock,
    )
    inviting = Inviting(
        open_work=open_work,
        reading=reading,
        passwords=passwords,
        secrets=secrets,
        sessions=sessions,
        limiter=limiter,
        clock=clock,
    )
    return Staff(
        sign_in=SignIn(
            open_work=open_work,
            reading=reading,
            passwords=passwords,
            secrets=secrets,
            sessions=sessions,
            limiter=limiter,
            clock=clock,
        ),
        sessions=sessions,
        personnel=personnel,
        inviting=inviting,
        founding=Founding(reading=reading, personnel=personnel, secrets=secrets, limiter=limiter),
        teams=TeamKeeping(open_work=open_work, reading=reading, secret_in=secret_in, clock=clock),
        availabilities=Availabilities(open_work=open_work, reading=reading, clock=clock),
        pauses=Pauses(open_work=open_work, reading=reading, secret_in=secret_in, clock=clock),
        auditing=Auditing(reading=reading, secrets=secrets),
        authenticator=StaffAuthenticator(sessions),
        passwords=passwords,
        limiter=limiter,
        clock=clock,
        reading=reading,
        open_work=open_work,
        happened=happened,
    )


def staff_in_memory() -> Staff:
    memory = MemoryStaff(StaffSecrets(KEY).audit_key)
    return staff(opening(memory), MemoryReading(memory), lambda: memory.events)
