"""Reports of a campaign by their contact."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_index("impersonation_report_of_contact", "impersonation_report", ["campaign", "contact"])


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
