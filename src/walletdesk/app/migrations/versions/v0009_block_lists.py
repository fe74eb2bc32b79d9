"""Sites that others know to be bad, and the lists that say so."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "block_list",
        sa.Column("source", Text, primary_key=True),
        sa.Column("licence", Text, nullable=False),
        sa.Column("made_on", Text, nullable=False),
        sa.Column("entries", Whole, nullable=False),
        sa.Column("imported_at", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "blocked_host",
        sa.Column("host", Text, primary_key=True),
        sa.Column("source", Text, primary_key=True),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
