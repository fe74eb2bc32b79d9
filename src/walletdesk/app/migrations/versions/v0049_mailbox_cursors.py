"""Up to where each mailbox was read, and which process reads it."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0049"
down_revision = "0048"


def upgrade() -> None:
    op.create_table(
        "mailbox_cursor",
        sa.Column("inbox", Text, primary_key=True),
        sa.Column("mailbox", Text, primary_key=True),
        sa.Column("validity", Whole, nullable=False),
        sa.Column("last", Whole, nullable=False),
        sa.Column("since", Whole, nullable=False),
        sa.Column("holder", Text, nullable=False),
        sa.Column("until", Whole, nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
