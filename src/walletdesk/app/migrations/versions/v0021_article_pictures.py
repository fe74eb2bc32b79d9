"""Pictures in articles, and a number that tells of any change of them."""

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_index("article_changes", "article", ["version"])


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
