"""Whether an article helped, and what was missing."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "article_opinion",
        sa.Column("article", Text, primary_key=True),
        sa.Column("reader", Text, primary_key=True),
        sa.Column("locale", Text, nullable=False),
        sa.Column("helped", Whole, nullable=False),
        sa.Column("missing", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("article_opinion_missing", "article_opinion", ["article", "at"])


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
