"""What leads watch is counted along indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _index("queue_entry_longest", "queue_entry", ["pool", "entered_at"], where="rank_at IS NOT NULL")
    _index("sla_promise_owed", "sla_promise", ["due_at", "warn_at"], where="ended_at IS NULL")
    _index(
        "sla_promise_ended", "sla_promise", ["ended_at", "state", "started_at"], where="ended_at IS NOT NULL"
    )
    op.create_index("sla_promise_started", "sla_promise", ["started_at"])
    _index("survey_answered", "survey", ["answered_at", "overall"], where="answered_at IS NOT NULL")


def _index(name: str, table: str, columns: list[str], *, where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
