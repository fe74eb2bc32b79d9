"""What was asked of a telephone service, so that no phone rings twice for one call."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    op.create_table(
        "phone_line",
        sa.Column("call", Text, primary_key=True),
        sa.Column("leg", Text, primary_key=True),
        sa.Column("asked_at", Whole, nullable=False),
        sa.Column("sid", Text, nullable=False),
        sa.Column("over", Whole, nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
