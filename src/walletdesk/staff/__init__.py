"""The staff: agents, teams and roles, who is signed in and available, and what was done by whom."""

from walletdesk.staff.authenticator import StaffAuthenticator
from walletdesk.staff.events import AgentAvailabilityChanged, AgentChanged, SessionRevoked, TeamChanged
from walletdesk.staff.model import (
    Agent,
    AuditEntry,
    Availability,
    PauseReason,
    Present,
    SessionRules,
    SignedIn,
    Spell,
    State,
    Team,
)
from walletdesk.staff.ports import Audit
from walletdesk.staff.service import (
    Auditing,
    Availabilities,
    Founding,
    Inviting,
    NewAgent,
    Pauses,
    Personnel,
    SignIn,
    StaffSessions,
    TeamKeeping,
)
from walletdesk.staff.tokens import StaffSecrets

__all__ = [
    "Agent",
    "AgentAvailabilityChanged",
    "AgentChanged",
    "Audit",
    "AuditEntry",
    "Auditing",
    "Availabilities",
    "Availability",
    "Founding",
    "Inviting",
    "NewAgent",
    "PauseReason",
    "Pauses",
    "Personnel",
    "Present",
    "SessionRevoked",
    "SessionRules",
    "SignIn",
    "SignedIn",
    "Spell",
    "StaffAuthenticator",
    "StaffSecrets",
    "StaffSessions",
    "State",
    "Team",
    "TeamChanged",
    "TeamKeeping",
]
