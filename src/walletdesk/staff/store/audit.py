"""The audit inside a block: one more row, sealing the one before."""

from collections.abc import Callable
from datetime import datetime

import msgspec
import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.platform.db import Row, Transaction, insert, statement
from walletdesk.staff.model import AuditEntry, AuditRecord, chained
from walletdesk.staff.store.tables import AUDIT, AUDIT_END
from walletdesk.staff.tokens import StaffSecrets

# Everybody who records waits here for the one before: numbers without gaps, one chain.
_hold = insert(AUDIT_END).values({"one": 1, "number": 1, "seal": ""})
HOLD = statement(
    _hold.on_conflict_do_update(
        index_elements=["one"], set_={"number": AUDIT_END.c.number + _hold.excluded.one}
    ).returning(AUDIT_END.c.number, AUDIT_END.c.seal)
)
ADD = statement(sa.insert(AUDIT).values({c.name: sa.bindparam(c.name) for c in AUDIT.c}))
SEAL = statement(sa.update(AUDIT_END).values({"seal": sa.bindparam("new_seal")}))

_encode = msgspec.json.Encoder(order="deterministic").encode
_details = msgspec.json.Decoder(dict[str, str | int]).decode


class SqlAudit:
    """Other capabilities get this for their own blocks from the wiring: ``audit_in(key)(tx)``."""

    def __init__(self, tx: Transaction, key: bytes) -> None:
        self._tx = tx
        self._key = key

    async def note(self, at: datetime, actor: str, action: str, target: str) -> None:
        """In the plainest words, for neighbours who cannot know an AuditEntry."""
        await self.record(AuditEntry(at=at, actor=actor, action=action, target=target))

    async def record(self, entry: AuditEntry) -> None:
        row = await self._tx.one(HOLD)
        number, before = row or (1, "")
        record = chained(self._key, before, number, entry)
        await self._tx.run(
            ADD,
            number=number,
            at=millis(entry.at),
            actor=entry.actor,
            action=entry.action,
            target=entry.target,
            details=_encode(entry.details).decode(),
            seal=record.seal,
        )
        await self._tx.run(SEAL, new_seal=record.seal)


def audit_in(key: bytes) -> Callable[[Transaction], SqlAudit]:
    """``key`` is the installation's."""
    audit_key = StaffSecrets(key).audit_key
    return lambda tx: SqlAudit(tx, audit_key)


def record_of(row: Row) -> AuditRecord:
    number, at, actor, action, target, details, seal = row
    return AuditRecord(
        number=number,
        at=from_millis(at),
        actor=actor,
        action=action,
        target=target,
        details=_details(details),
        seal=seal,
    )
