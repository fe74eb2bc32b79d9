"""Whom we take no messages from: who decided it, why, and until when."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0058"
down_revision = "0054"


def upgrade() -> None:
    op.create_table(
        "contact_block",
        sa.Column("contact", Text, primary_key=True),
        sa.Column("why", Text, nullable=False),
        sa.Column("by", Text, nullable=False),
        sa.Column("at", Whole, nullable=False, index=True),
        sa.Column("until", Whole),
        sqlite_strict=True,
    )
    op.execute(
        'INSERT INTO contact_block (contact, why, "by", "at", "until") '
        "SELECT id, 'other', '', created_at, NULL FROM contact WHERE blocked <> 0"
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
