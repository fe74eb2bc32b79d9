"""Saved replies."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "saved_reply",
        sa.Column("id", Text, primary_key=True),
        sa.Column("agent", Text, nullable=False),
        sa.Column("shortcode", Text, nullable=False),
        sa.Column("place", Whole, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.Column("wordings", Text, nullable=False),
        sa.Column("removed", Whole, nullable=False),
        sa.Column("updated_at", Whole, nullable=False),
        sa.UniqueConstraint("agent", "shortcode"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
