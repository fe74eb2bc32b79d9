"""What was searched in the help center, and which articles were opened from a suggestion."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "search_count",
        sa.Column("words", Text, primary_key=True),
        sa.Column("locale", Text, primary_key=True),
        sa.Column("day", Text, primary_key=True),
        sa.Column("times", Whole, nullable=False),
        sa.Column("in_vain", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("search_count_by_day", "search_count", ["day"])
    op.create_table(
        "article_opening",
        sa.Column("reader", Text, primary_key=True),
        sa.Column("article", Text, primary_key=True),
        sa.Column("locale", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sa.Column("went_on", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("article_opening_by_time", "article_opening", ["at"])


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
