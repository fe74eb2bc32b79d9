"""Pictures in articles, and a number that tells of any change of them."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_index("article_changes", "article", ["version"])
    op.create_table(
        "article_picture",
        sa.Column("name", Text, primary_key=True),
        sa.Column("blob", Text, nullable=False),
        sa.Column("type", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sa.Column("agent", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("article_picture_blob", "article_picture", ["blob"])


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
