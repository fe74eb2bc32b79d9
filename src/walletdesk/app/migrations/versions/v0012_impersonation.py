"""Reports of fakes, what they are taken for, and who was asked to take them down."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "impersonation_campaign",
        sa.Column("id", Text, primary_key=True),
        sa.Column("kind", Text, nullable=False),
        sa.Column("value", Text, nullable=False),
        sa.Column("state", Text, nullable=False),
        sa.Column("first_at", Whole, nullable=False),
        sa.Column("last_at", Whole, nullable=False),
        sa.Column("reports", Whole, nullable=False),
        sa.Column("decided_at", Whole),
        sa.Column("decided_by", Text),
        sa.Column("version", Whole, nullable=False),
        sa.UniqueConstraint("kind", "value"),
        sqlite_strict=True,
    )
    op.create_index("impersonation_campaign_by_time", "impersonation_campaign", ["state", "last_at"])
    op.create_table(
        "impersonation_report",
        sa.Column("id", Text, primary_key=True),
        sa.Column("campaign", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sa.Column("said", Text, nullable=False),
        sa.Column("locale", Text, nullable=False),
        sa.Column("contact", Text),
        sa.Column("conversation", Text),
        sqlite_strict=True,
    )
    op.create_index("impersonation_report_of_campaign", "impersonation_report", ["campaign", "id"])
    op.create_table(
        "impersonation_takedown",
        sa.Column("campaign", Text, primary_key=True),
        sa.Column("target", Text, primary_key=True),
        sa.Column("state", Text, nullable=False),
        sa.Column("note", Text, nullable=False),
        sa.Column("due_at", Whole),
        sa.Column("changed_at", Whole),
        sa.Column("changed_by", Text),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
