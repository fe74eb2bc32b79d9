"""The signed list of official channels: what is listed, what was published, whose word the keys are."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "registry_entry",
        sa.Column("id", Text, primary_key=True),
        sa.Column("kind", Text, nullable=False),
        sa.Column("value", Text, nullable=False),
        sa.Column("name", Text, nullable=False),
        sa.Column("body", Text, nullable=False),
        sa.Column("added_at", Whole, nullable=False),
        sa.Column("added_by", Text, nullable=False),
        sa.UniqueConstraint("kind", "value"),
        sa.UniqueConstraint("name"),
        sqlite_strict=True,
    )
    op.create_table(
        "registry_document",
        sa.Column("serial", Whole, primary_key=True, autoincrement=False),
        sa.Column("text", Text, nullable=False),
        sa.Column("digest", Text, nullable=False),
        sa.Column("issued", Whole, nullable=False),
        sa.Column("expires", Whole, nullable=False),
        sa.Column("published_by", Text, nullable=False),
        sa.Column("changes", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "registry_trust",
        sa.Column("id", Whole, primary_key=True, autoincrement=True),
        sa.Column("what", Text, nullable=False),
        sa.Column("body", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
