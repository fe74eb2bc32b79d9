"""Who was mentioned in which conversation, and whether they have read it."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "mention",
        sa.Column("agent", Text, primary_key=True),
        sa.Column("conversation", Text, primary_key=True),
        sa.Column("seq", Whole, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sa.Column("author_name", Text, nullable=False),
        sa.Column("text", Text, nullable=False),
        sa.Column("read_seq", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("mention_by_time", "mention", ["agent", sa.text("at DESC"), sa.text("conversation DESC")])


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
