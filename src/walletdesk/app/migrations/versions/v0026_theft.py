"""What those do whose coins are being taken."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "containment",
        sa.Column("conversation", Text, primary_key=True),
        sa.Column("contact", Text, nullable=False),
        sa.Column("opened_at", Whole, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.Column("state", Text, nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
