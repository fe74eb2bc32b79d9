"""Waits that are over, with what was told of them."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0031"
down_revision = "0029"
_JOINED = ("joined_at", "joined_place", "joined_agents", "told_low", "told_high", "told_expected")


def upgrade() -> None:
    op.create_table(
        "queue_wait",
        sa.Column("conversation", Text, primary_key=True),
        sa.Column("joined_at", Whole, primary_key=True),
        sa.Column("ended_at", Whole, nullable=False),
        sa.Column("how", Text, nullable=False),
        sa.Column("pool", Text, nullable=False),
        sa.Column("place", Whole, nullable=False),
        sa.Column("agents", Whole, nullable=False),
        sa.Column("low", Whole),
        sa.Column("high", Whole),
        sa.Column("expected", Whole),
        sqlite_strict=True,
    )
    learned, told = sa.text("place > 0"), sa.text("low IS NOT NULL")
    op.create_index(
        "queue_wait_pool", "queue_wait", ["pool", "ended_at"], sqlite_where=learned, postgresql_where=learned
    )
    op.create_index("queue_wait_joined", "queue_wait", ["joined_at", "ended_at"])
    op.create_index("queue_wait_told", "queue_wait", ["ended_at"], sqlite_where=told, postgresql_where=told)
    for name in _JOINED:
        op.add_column("queue_entry", sa.Column(name, Whole))


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
