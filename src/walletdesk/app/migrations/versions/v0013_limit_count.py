"""Counts of limits that several nodes share."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "limit_count",
        sa.Column("key", Text, primary_key=True),
        sa.Column("empty_at", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("limit_count_empty", "limit_count", ["empty_at"])


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
