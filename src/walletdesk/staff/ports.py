"""What the staff's use cases need from the world."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, SessionId, TeamId
from walletdesk.staff.model import (
    Agent,
    AuditEntry,
    AuditRecord,
    Availability,
    Credential,
    PauseReason,
    Present,
    Spell,
    StaffSession,
    Team,
)


class Agents(Protocol):
    async def add(self, agent: Agent) -> bool:
        """False, and nothing kept, if the login is taken."""

    async def find(self, id: AgentId) -> Agent | None:
        """Held until the block ends."""

    async def save(self, agent: Agent) -> None: ...
    async def hold_admins(self) -> Sequence[AgentId]:
        """Active admins; nobody else changes who is one until the block ends."""

    async def set_password(self, id: AgentId, password_hash: str) -> None: ...
    async def password_hash(self, id: AgentId) -> str: ...


class Teams(Protocol):
    async def add(self, team: Team) -> bool:
        """False, and nothing kept, if the name is taken."""

    async def rename(self, team: Team) -> bool: ...
    async def known(self, ids: frozenset[TeamId]) -> bool:
        """Whether all of them exist."""


class Availabilities(Protocol):
    async def get(self, agent: AgentId) -> Availability | None: ...
    async def save(self, availability: Availability) -> None:
        """The stretch before it ends with it, and is kept."""


class PauseReasons(Protocol):
    async def replace(self, reasons: Sequence[PauseReason]) -> None:
        """All of them anew; the others can be chosen no more, and keep their words."""


class Sessions(Protocol):
    async def add(self, session: StaffSession, secret_hash: str) -> None:
        """Forgets on the way what has ended long ago."""

    async def seen(self, id: SessionId, at: datetime) -> None: ...
    async def end(self, id: SessionId) -> AgentId | None:
        """Whose it was; None if there is no such session."""

    async def end_by_hash(self, secret_hash: str) -> StaffSession | None: ...
    async def end_all(self, agent: AgentId) -> Sequence[SessionId]: ...
    async def count(self, agent: AgentId) -> int: ...


class Invitations(Protocol):
    async def replace(self, agent: AgentId, token_hash: str, expires_at: datetime) -> None:
        """One open invitation per agent: an older one stops working."""

    async def use(self, token_hash: str, at: datetime) -> AgentId | None:
        """Whom it is for; None if it was used, is too old or never was. One caller gets it."""

    async def drop(self, agent: AgentId) -> None: ...


class Audit(Protocol):
    async def record(self, entry: AuditEntry) -> None:
        """Kept with the block, or not at all."""


class Work(Protocol):
    @property
    def agents(self) -> Agents: ...
    @property
    def teams(self) -> Teams: ...
    @property
    def availabilities(self) -> Availabilities: ...
    @property
    def pauses(self) -> PauseReasons: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def invitations(self) -> Invitations: ...
    @property
    def audit(self) -> Audit: ...
    def emit(self, *events: Event) -> None: ...


OpenWork = Callable[[], AbstractAsyncContextManager[Work]]


class Reading(Protocol):
    """Committed reads."""

    async def agent(self, id: AgentId) -> Agent | None: ...
    async def agents(self) -> Sequence[Agent]: ...
    async def teams(self) -> Sequence[Team]: ...
    async def availabilities(self) -> Sequence[Availability]: ...
    async def pauses(self) -> Sequence[PauseReason]: ...
    async def every_pause(self) -> Sequence[PauseReason]:
        """Those that can be chosen no more too."""

    async def spells(self, since: datetime, until: datetime) -> Sequence[Spell]: ...
    async def present(self) -> Sequence[Present]:
        """Active agents who are online or away."""

    async def credential(self, login: str) -> Credential | None: ...
    async def session(self, secret_hash: str) -> StaffSession | None: ...
    async def sessions_of(self, agent: AgentId) -> Sequence[StaffSession]: ...
    async def invited(self, token_hash: str, at: datetime) -> AgentId | None: ...
    async def audit(self, *, before: int, limit: int, about: str = "") -> Sequence[AuditRecord]:
        """The newest first; ``about`` is an actor or a target."""

    async def audit_from(self, number: int, limit: int) -> Sequence[AuditRecord]: ...


class Passwords(Protocol):
    """Slow on purpose, and never on the event loop."""

    @property
    def decoy(self) -> str:
        """A hash that no password fits, as costly to try as a real one."""

    async def hash(self, password: str) -> str: ...
    async def verify(self, password_hash: str, password: str) -> bool: ...
    def is_outdated(self, password_hash: str) -> bool: ...


SecretIn = Callable[[str], str | None]
"""Names the kind of secret that a text holds, or None."""


class Limiter(Protocol):
    async def hit(self, key: str, n: int, seconds: int) -> None:
        """Count one; ``TooMany`` when ``key`` was counted more than ``n`` times within ``seconds``."""
