"""Who gets the reports' figures by mail, and by whom it was told that we were out of reach."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    op.create_table(
        "insight_digest",
        sa.Column("agent", Text, primary_key=True),
        sa.Column("locale", Text, nullable=False),
        sa.Column("address", Text, nullable=False),
        sa.Column("wanted", Text, nullable=False),
        sa.Column("proof", Text, nullable=False),
        sa.Column("proof_until", Whole),
        sa.Column("last_day", Whole),
        sa.Column("last_week", Whole),
        sa.Column("last_month", Whole),
        sqlite_strict=True,
    )
    op.add_column("unreached", sa.Column("sender", Text, nullable=False, server_default=""))


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
