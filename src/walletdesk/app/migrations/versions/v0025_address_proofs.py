"""Addresses that contacts prove to be theirs, and what is known of the app's versions."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "address_proof",
        sa.Column("id", Text, primary_key=True),
        sa.Column("conversation", Text, nullable=False),
        sa.Column("family", Text, nullable=False),
        sa.Column("address", Text, nullable=False),
        sa.Column("text", Text, nullable=False),
        sa.Column("made_at", Whole, nullable=False),
        sa.Column("tries", Whole, nullable=False),
        sa.Column("proven_at", Whole),
        sqlite_strict=True,
    )
    op.create_index("address_proof_conversation", "address_proof", ["conversation", "proven_at"])
    op.create_table(
        "app_version",
        sa.Column("id", Text, primary_key=True),
        sa.Column("platform", Text, nullable=False),
        sa.Column("version", Text, nullable=False),
        sa.Column("state", Text, nullable=False),
        sa.Column("released", Text),
        sa.Column("problem_zh", Text, nullable=False),
        sa.Column("problem_en", Text, nullable=False),
        sa.Column("fixed_in", Text, nullable=False),
        sa.Column("added_at", Whole, nullable=False),
        sa.Column("added_by", Text, nullable=False),
        sa.UniqueConstraint("platform", "version"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
