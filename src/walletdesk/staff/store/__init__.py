"""The staff in SQL. The only place that knows their tables."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from walletdesk.platform.db import Database, SqlWork, Transaction, works
from walletdesk.staff.store.audit import SqlAudit, audit_in
from walletdesk.staff.store.pauses import SqlPauses
from walletdesk.staff.store.people import SqlAgents, SqlAvailabilities, SqlInvitations, SqlTeams
from walletdesk.staff.store.reading import SqlReading
from walletdesk.staff.store.sessions import SqlSessions
from walletdesk.staff.store.tables import APPEND_ONLY
from walletdesk.staff.tokens import StaffSecrets

__all__ = ["APPEND_ONLY", "SqlAudit", "SqlReading", "SqlStaffWork", "audit_in", "open_work"]


class SqlStaffWork(SqlWork):
    def __init__(self, tx: Transaction, audit_key: bytes) -> None:
        super().__init__(tx)
        self.agents = SqlAgents(tx)
        self.teams = SqlTeams(tx)
        self.availabilities = SqlAvailabilities(tx)
        self.sessions = SqlSessions(tx)
        self.pauses = SqlPauses(tx)
        self.invitations = SqlInvitations(tx)
        self.audit = SqlAudit(tx, audit_key)


def open_work(db: Database, key: bytes) -> Callable[[], AbstractAsyncContextManager[SqlStaffWork]]:
    """``key`` is the installation's."""
    audit_key = StaffSecrets(key).audit_key
    return works(db, lambda tx: SqlStaffWork(tx, audit_key))
