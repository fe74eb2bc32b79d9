"""What a real database keeps for others to do: the events and jobs of committed blocks."""

import msgspec
import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis
from walletdesk.kernel.events import Event
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db import Database, statement
from walletdesk.platform.db.outbox import JOB

Waiting = dict[tuple[str, str], Job]
_JOBS = statement(sa.select(JOB.c.kind, JOB.c.key, JOB.c.run_at, JOB.c.args))


def events_of(db: Database) -> list[Event]:
    """A list that grows with every commit from now on."""
    seen: list[Event] = []
    db.on_kept(lambda kept: seen.extend(emitted.event for emitted in kept.events))
    return seen


async def jobs_of(db: Database) -> Waiting:
    return {
        (kind, key): Job(kind=kind, key=key, run_at=from_millis(at), args=msgspec.json.decode(args))
        for kind, key, at, args in await db.all(_JOBS)
    }
