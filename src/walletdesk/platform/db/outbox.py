"""The rows that ride in every transaction: events for the relay, jobs for the timer."""

from collections.abc import Callable

import msgspec
import sqlalchemy as sa

from walletdesk.kernel.clock import millis
from walletdesk.kernel.events import Event
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db.database import Transaction
from walletdesk.platform.db.schema import Text, Whole, table
from walletdesk.platform.db.statement import Statement, insert, statement

OUTBOX = table(
    "outbox",
    sa.Column("id", Whole, primary_key=True, autoincrement=True),
    sa.Column("topic", Text, nullable=False),
    sa.Column("kind", Text, nullable=False),
    sa.Column("body", Text, nullable=False),
    sa.Column("at", Whole, nullable=False),
    sa.Column("attempts", Whole, nullable=False, server_default="0"),
    sa.Column("dead", Whole, nullable=False, server_default="0"),
    sa.Column("reaction", Text),  # the one that failed last
    sa.Column("error", Text),
    sa.Column("failed_at", Whole),
)
JOB = table(
    "job",
    sa.Column("kind", Text, primary_key=True),
    sa.Column("key", Text, primary_key=True),
    sa.Column("run_at", Whole, nullable=False),  # of a job that runs: the end of its lease
    sa.Column("args", Text, nullable=False),
    sa.Column(
        "turn", Text, nullable=False
    ),  # changes with every scheduling: a late finish cannot remove a new one
    sa.Column("attempts", Whole, nullable=False, server_default="0"),
    sa.Column("dead", Whole, nullable=False, server_default="0"),
    sa.Column("error", Text),
)
sa.Index("job_due", JOB.c.run_at, sqlite_where=JOB.c.dead == 0, postgresql_where=JOB.c.dead == 0)
sa.Index("outbox_topic", OUTBOX.c.topic, OUTBOX.c.id)

_add_event = sa.insert(OUTBOX).values({c: sa.bindparam(c) for c in ("topic", "kind", "body", "at")})
ADD_EVENT = statement(_add_event.returning(OUTBOX.c.id))
PUT_EVENT = statement(_add_event)  # for SQLite, which knows its last number without being asked in SQL
_add_job = insert(JOB).values({c: sa.bindparam(c) for c in ("kind", "key", "run_at", "args", "turn")})
_told_again = {
    "run_at": _add_job.excluded.run_at,
    "args": _add_job.excluded.args,
    "turn": _add_job.excluded.turn,
    "attempts": 0,
    "dead": 0,
    "error": None,
}
_sooner = sa.case((JOB.c.run_at < _add_job.excluded.run_at, JOB.c.run_at), else_=_add_job.excluded.run_at)
_at = ["kind", "key"]
ADD_JOB = statement(_add_job.on_conflict_do_update(index_elements=_at, set_=_told_again))
# Of one that runs the end of its lease is later: it runs once more, for what came while it ran
ADD_JOB_SOONER = statement(
    _add_job.on_conflict_do_update(index_elements=_at, set_={**_told_again, "run_at": _sooner})
)
DROP_JOB = statement(
    sa.delete(JOB).where(JOB.c.kind == sa.bindparam("kind"), JOB.c.key == sa.bindparam("key"))
)

OF_TOPIC = statement(sa.select(OUTBOX.c.id, OUTBOX.c.body).where(OUTBOX.c.topic == sa.bindparam("own")))
REWRITE = statement(
    sa.update(OUTBOX).where(OUTBOX.c.id == sa.bindparam("which")).values(body=sa.bindparam("body"))
)

_encode = msgspec.json.Encoder().encode


def event_row(event: Event) -> dict[str, str | int]:
    kind = type(event).__name__
    return {"topic": event.topic, "kind": kind, "body": _encode(event).decode(), "at": millis(event.at)}


def job_row(job: Job, turn: str) -> dict[str, str | int]:
    args = _encode(dict(job.args)).decode()
    return {"kind": job.kind, "key": job.key, "run_at": millis(job.run_at), "args": args, "turn": turn}


def adding(job: Job) -> Statement:
    return ADD_JOB_SOONER if job.only_sooner else ADD_JOB


async def forget_events(tx: Transaction, topic: str, is_gone: Callable[[str], bool]) -> None:
    """Empty the fields of this topic's events whose text must not be kept, the set aside ones too.

    Who is about to react has them in its hands already, and looks for itself.
    """
    for id, body in await tx.all(OF_TOPIC, own=topic):
        told = msgspec.json.decode(body, type=dict[str, object])
        left = {name: "" if isinstance(text, str) and is_gone(text) else text for name, text in told.items()}
        if left != told:
            await tx.run(REWRITE, which=id, body=_encode(left).decode())
