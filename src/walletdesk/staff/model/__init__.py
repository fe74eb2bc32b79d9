"""The staff and the rules about them: no clock, no storage, no keys."""

from walletdesk.staff.model.agent import (
    Agent,
    Availability,
    Present,
    State,
    Team,
    folded_login,
    name_of_person,
    name_of_team,
    reason_code,
)
from walletdesk.staff.model.audit import AuditEntry, AuditRecord, chained
from walletdesk.staff.model.password import check_password, same_form
from walletdesk.staff.model.pause import AT_FIRST, MOST_PAUSES, PauseReason, Spell
from walletdesk.staff.model.rights import Action, may, may_to, require, require_over
from walletdesk.staff.model.session import (
    Credential,
    Invitation,
    SessionRules,
    SignedIn,
    StaffSession,
)

__all__ = [
    "AT_FIRST",
    "MOST_PAUSES",
    "Action",
    "Agent",
    "AuditEntry",
    "AuditRecord",
    "Availability",
    "Credential",
    "Invitation",
    "PauseReason",
    "Present",
    "SessionRules",
    "SignedIn",
    "Spell",
    "StaffSession",
    "State",
    "Team",
    "chained",
    "check_password",
    "folded_login",
    "may",
    "may_to",
    "name_of_person",
    "name_of_team",
    "reason_code",
    "require",
    "require_over",
    "same_form",
]
