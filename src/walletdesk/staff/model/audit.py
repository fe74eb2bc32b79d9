"""What was done to the installation, by whom. Rows are only ever added, each sealing the one before."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from walletdesk.kernel.clock import millis


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """``actor`` and ``target`` are ids or fixed words; nothing in ``details`` is personal or was typed."""

    at: datetime
    actor: str
    action: str
    target: str
    details: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord(AuditEntry):
    """``number`` has no gaps; ``seal`` covers this row and all before it."""

    number: int
    seal: str


def chained(key: bytes, before: str, number: int, entry: AuditEntry) -> AuditRecord:
    """The next row: changing, removing or moving any earlier one no longer fits its seal."""
    said = [before, number, millis(entry.at), entry.actor, entry.action, entry.target, dict(entry.details)]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return AuditRecord(
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        target=entry.target,
        details=entry.details,
        number=number,
        seal=hmac.digest(key, text.encode(), "sha256").hex(),
    )
