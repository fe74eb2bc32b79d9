"""Builds of the wallet's app: those that were published, and those that are known to be bad."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "app_build",
        sa.Column("id", Text, primary_key=True),
        sa.Column("standing", Text, nullable=False),
        sa.Column("platform", Text, nullable=False),
        sa.Column("package", Text, nullable=False),
        sa.Column("version", Text, nullable=False),
        sa.Column("digest", Text, nullable=False),
        sa.Column("reason", Text, nullable=False),
        sa.Column("source", Text, nullable=False),
        sa.Column("said_on", Text),
        sa.Column("added_at", Whole, nullable=False),
        sa.Column("added_by", Text, nullable=False),
        sa.UniqueConstraint("standing", "platform", "package", "version", "digest"),
        sqlite_strict=True,
    )
    op.create_index("app_build_of_package", "app_build", ["standing", "package"])


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
