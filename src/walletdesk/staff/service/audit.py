"""Reading what was done, and proving that nothing in it was changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from walletdesk.kernel.viewers import AgentViewer
from walletdesk.staff.model import Action, AuditRecord, chained, require
from walletdesk.staff.ports import Reading
from walletdesk.staff.tokens import StaffSecrets

PAGE = 100
STEP = 500
NEWEST = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class Auditing:
    reading: Reading
    secrets: StaffSecrets

    async def list(
        self, viewer: AgentViewer, *, before: int = NEWEST, limit: int = PAGE, about: str = ""
    ) -> Sequence[AuditRecord]:
        """The newest first; ``about`` is the id of an actor or a target."""
        require(viewer, Action.SEE_AUDIT)
        return await self.reading.audit(before=before, limit=min(limit, PAGE), about=about)

    async def first_broken(self) -> int | None:
        """The number of the first row that is missing or not as it was written. For the command line."""
        seal, number = "", 0
        while rows := await self.reading.audit_from(number + 1, STEP):
            for row in rows:
                number += 1
                if row.number != number or row != chained(self.secrets.audit_key, seal, number, row):
                    return number
                seal = row.seal
        return None
