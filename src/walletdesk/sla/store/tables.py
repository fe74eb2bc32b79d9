"""The two tables of promises."""

import sqlalchemy as sa

from walletdesk.platform.db import Text, Whole, table

POLICY = table(
    "sla_policy",
    sa.Column("id", Text, primary_key=True),
    sa.Column("name", Text, nullable=False),
    sa.Column("calendar", Text, nullable=False),
    sa.Column("targets", Text, nullable=False),  # JSON
    sa.Column("version", Whole, nullable=False),
    sa.Column("changed_at", Whole, nullable=False),
)
PROMISE = table(
    "sla_promise",
    sa.Column("conversation", Text, primary_key=True),
    sa.Column("metric", Text, primary_key=True),
    sa.Column("round", Whole, primary_key=True),
    sa.Column("started_at", Whole, nullable=False),
    sa.Column("priority", Text, nullable=False),
    sa.Column("channel", Text, nullable=False),
    sa.Column("minutes", Whole),
    sa.Column("warn_after", Whole),
    sa.Column("due_at", Whole),
    sa.Column("warn_at", Whole),
    sa.Column("state", Text, nullable=False),
    sa.Column("warned_at", Whole),
    sa.Column("breached_at", Whole),
    sa.Column("ended_at", Whole),
    sa.Column("own", Whole),
    sa.Column("place", Text),  # JSON: team, inbox, language, desk, organization
    sa.Column("pauses", Text),  # JSON
)
RUNS = PROMISE.c.state == sa.literal_column("'running'")
sa.Index("sla_promise_running", PROMISE.c.conversation, sqlite_where=RUNS, postgresql_where=RUNS)
_P = PROMISE.c
# Said in the same words by the indexes and by whoever asks: both engines see that one serves the other
IS_FIRST = _P.metric == sa.literal_column("'first_reply'")
IS_OWED, IS_ENDED = _P.ended_at.is_(None) & IS_FIRST, _P.ended_at.is_not(None) & IS_FIRST
sa.Index("sla_promise_owed", _P.due_at, _P.warn_at, sqlite_where=IS_OWED, postgresql_where=IS_OWED)
sa.Index(
    "sla_promise_ended",
    _P.ended_at,
    _P.state,
    _P.started_at,
    sqlite_where=IS_ENDED,
    postgresql_where=IS_ENDED,
)
sa.Index("sla_promise_started", _P.started_at, sqlite_where=IS_FIRST, postgresql_where=IS_FIRST)
