"""Promises of further replies and of a resolution: where they stand, and when they did not count."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text

revision = "0029"
down_revision = "0028"

FIRST = "metric = 'first_reply'"


def upgrade() -> None:
    op.add_column("sla_promise", sa.Column("place", Text))
    op.add_column("sla_promise", sa.Column("pauses", Text))
    for name in ("sla_promise_owed", "sla_promise_ended", "sla_promise_started"):
        op.drop_index(name, "sla_promise")
    _index("sla_promise_owed", ["due_at", "warn_at"], where=f"ended_at IS NULL AND {FIRST}")
    _index(
        "sla_promise_ended", ["ended_at", "state", "started_at"], where=f"ended_at IS NOT NULL AND {FIRST}"
    )
    _index("sla_promise_started", ["started_at"], where=FIRST)


def _index(name: str, columns: list[str], *, where: str) -> None:
    op.create_index(
        name, "sla_promise", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
