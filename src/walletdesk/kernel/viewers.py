"""Who is looking: the answer to "who are you" that the edges hand to the use cases."""

from dataclasses import dataclass
from enum import StrEnum

from walletdesk.kernel.ids import AgentId, ContactId, TeamId


class Role(StrEnum):
    AGENT = "agent"
    LEAD = "lead"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        return _RANKS[self]


_RANKS = {Role.AGENT: 0, Role.LEAD: 1, Role.ADMIN: 2}


@dataclass(frozen=True, slots=True)
class Anonymous:
    """Nobody we know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactViewer:
    contact: ContactId


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentViewer:
    agent: AgentId
    role: Role
    teams: frozenset[TeamId] = frozenset()

    def at_least(self, role: Role) -> bool:
        return self.role.rank >= role.rank


Viewer = Anonymous | ContactViewer | AgentViewer
