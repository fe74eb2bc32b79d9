"""What the routes of the staff work with."""

from dataclasses import dataclass

from walletdesk.staff.authenticator import StaffAuthenticator
from walletdesk.staff.service import (
    Auditing,
    Availabilities,
    Founding,
    Inviting,
    Pauses,
    Personnel,
    SignIn,
    StaffSessions,
    TeamKeeping,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffServices:
    sign_in: SignIn
    pauses: Pauses
    sessions: StaffSessions
    personnel: Personnel
    inviting: Inviting
    founding: Founding
    teams: TeamKeeping
    availabilities: Availabilities
    auditing: Auditing
    authenticator: StaffAuthenticator
    public_url: str  # where this installation is reached, without a slash at the end
