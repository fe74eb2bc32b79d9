"""The relay's view of the outbox table: reading what is left, noting what failed, removing what is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import msgspec
import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis
from walletdesk.kernel.events import Event
from walletdesk.platform.db import Row, Whole, statement
from walletdesk.platform.db.outbox import OUTBOX

E = TypeVar("E", bound=Event)

UNDELIVERED = statement(
    sa.select(OUTBOX.c.id, OUTBOX.c.kind, OUTBOX.c.body)
    .where(OUTBOX.c.dead == 0, OUTBOX.c.id > sa.bindparam("after"))
    .order_by(OUTBOX.c.id)
    .limit(sa.bindparam("most"))
)
LEFT_BEHIND = statement(
    sa.select(OUTBOX.c.id, OUTBOX.c.kind, OUTBOX.c.body)
    .where(OUTBOX.c.dead == 0, OUTBOX.c.at < sa.bindparam("before", type_=Whole))
    .order_by(OUTBOX.c.id)
    .limit(sa.bindparam("most"))
)
FINISHED = statement(
    sa.delete(OUTBOX).where(
        OUTBOX.c.id.between(sa.bindparam("first", type_=Whole), sa.bindparam("last", type_=Whole))
    )
)
FAILED = statement(
    sa.update(OUTBOX)
    .where(OUTBOX.c.id == sa.bindparam("outbox_id"))
    .values(
        attempts=sa.bindparam("attempts"),
        reaction=sa.bindparam("reaction"),
        error=sa.bindparam("error"),
        failed_at=sa.bindparam("failed_at"),
        dead=sa.case((OUTBOX.c.dead == 1, 1), else_=sa.bindparam("is_dead", type_=OUTBOX.c.dead.type)),
    )
)
DEAD = statement(
    sa.select(
        OUTBOX.c.id,
        OUTBOX.c.topic,
        OUTBOX.c.kind,
        OUTBOX.c.at,
        OUTBOX.c.reaction,
        OUTBOX.c.error,
        OUTBOX.c.failed_at,
        OUTBOX.c.attempts,
    )
    .where(OUTBOX.c.dead == 1)
    .order_by(OUTBOX.c.id)
    .limit(sa.bindparam("most"))
)
REVIVE = statement(
    sa.update(OUTBOX)
    .where(OUTBOX.c.id == sa.bindparam("id"), OUTBOX.c.dead == 1)
    .values(dead=0, attempts=0)
    .returning(OUTBOX.c.kind, OUTBOX.c.body)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """An event that a reaction could not digest. Its body is not part of the view."""

    id: int
    topic: str
    kind: str
    at: datetime
    reaction: str
    error: str
    failed_at: datetime
    attempts: int


def dead_letter(row: Row) -> DeadLetter:
    id, topic, kind, at, reaction, error, failed_at, attempts = row
    return DeadLetter(
        id=id,
        topic=topic,
        kind=kind,
        at=from_millis(at),
        reaction=reaction,
        error=error,
        failed_at=from_millis(failed_at),
        attempts=attempts,
    )


def runs(ids: Iterable[int]) -> list[tuple[int, int]]:
    """The same numbers as unbroken runs, first and last of each: most are done in the order they came."""
    found: list[tuple[int, int]] = []
    for id in sorted(ids):
        if found and found[-1][1] == id - 1:
            found[-1] = (found[-1][0], id)
        else:
            found.append((id, id))
    return found


def decode(kind: type[E], body: str) -> E:
    """An older process may have written fewer fields, a newer one more: both are read."""
    return msgspec.json.decode(body, type=kind)
