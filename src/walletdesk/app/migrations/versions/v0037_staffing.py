"""What leads enter for staffing: shifts, events, and what is assumed about the work."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    op.create_table(
        "staffing_terms",
        sa.Column("id", Text, primary_key=True),
        sa.Column("terms", Text, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.Column("changed_at", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "staffing_shift",
        sa.Column("id", Text, primary_key=True),
        sa.Column("starts", Whole, nullable=False),
        sa.Column("ends", Whole, nullable=False),
        sa.Column("people", Whole, nullable=False),
        sa.Column("days", Text, nullable=False),
        sa.Column("on_date", Text),
        sqlite_strict=True,
    )
    op.create_table(
        "staffing_event",
        sa.Column("id", Text, primary_key=True),
        sa.Column("name", Text, nullable=False),
        sa.Column("begins", Text, nullable=False),
        sa.Column("ends", Text, nullable=False),
        sa.Column("factor", Whole, nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
