"""Words of slang and slips that the house adds to those that come with the program."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "synonym",
        sa.Column("written", Text, primary_key=True),
        sa.Column("meant", Text, nullable=False),
        sa.Column("by", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
