"""Use cases about the staff, one file each."""

from walletdesk.staff.service.audit import Auditing
from walletdesk.staff.service.availability import Availabilities
from walletdesk.staff.service.founding import Founding
from walletdesk.staff.service.inviting import Inviting
from walletdesk.staff.service.pauses import Pauses
from walletdesk.staff.service.people import NewAgent, Personnel
from walletdesk.staff.service.sessions import StaffSessions
from walletdesk.staff.service.sign_in import Attempt, NewSession, SignIn
from walletdesk.staff.service.teams import TeamKeeping

__all__ = [
    "Attempt",
    "Auditing",
    "Availabilities",
    "Founding",
    "Inviting",
    "NewAgent",
    "NewSession",
    "Pauses",
    "Personnel",
    "SignIn",
    "StaffSessions",
    "TeamKeeping",
]
