"""Pictures that wait to be looked at, and who opened one that nothing had read."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "picture_check",
        sa.Column("attachment", Text, primary_key=True),
        sa.Column("conversation", Text, nullable=False),
        sa.Column("agent", Text),
        sa.Column("at", Whole, nullable=False),
        sa.Column("free_at", Whole, nullable=False),
        sa.Column("tries", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("picture_check_by_age", "picture_check", ["at", "attachment"])
    op.create_table(
        "picture_opened",
        sa.Column("attachment", Text, primary_key=True),
        sa.Column("agent", Text, primary_key=True),
        sa.Column("at", Whole, nullable=False),
        sqlite_strict=True,
    )
    # sent before pictures were looked at: nobody knows what they show
    op.execute("UPDATE attachment SET state = 'unread' WHERE type LIKE 'image/%' AND state = 'ready'")


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
