"""How agents want the workspace."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "agent_preferences",
        sa.Column("agent", Text, primary_key=True),
        sa.Column("chosen", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
