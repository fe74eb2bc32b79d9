"""Versions, drafts beside what is published, owners and times of articles."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    for name in ("category", "owner", "changed_by"):
        op.add_column("article", sa.Column(name, Text, nullable=False, server_default=""))
    op.add_column("article", sa.Column("internal", Whole, nullable=False, server_default="0"))
    op.add_column("article", sa.Column("meant_at", Whole))
    op.add_column("article", sa.Column("in_step_at", Whole))
    op.execute("UPDATE article SET in_step_at = updated_at")  # nobody knows better of what was there before
    op.create_table(
        "article_draft",
        sa.Column("article", Text, primary_key=True),
        sa.Column("locale", Text, primary_key=True),
        sa.Column("revision", Whole, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sa.Column("agent", Text, nullable=False),
        sa.Column("publish_at", Whole),
        sa.Column("content", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "article_version",
        sa.Column("article", Text, primary_key=True),
        sa.Column("locale", Text, primary_key=True),
        sa.Column("version", Whole, primary_key=True),
        sa.Column("at", Whole, nullable=False),
        sa.Column("agent", Text, nullable=False),
        sa.Column("title", Text, nullable=False),
        sa.Column("content", Text, nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
