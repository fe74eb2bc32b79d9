"""Rules of the advice guard, and what it held back."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "advice_rule",
        sa.Column("id", Text, primary_key=True),
        sa.Column("off", Whole, nullable=False),
        sa.Column("severity", Text, nullable=False),
        sa.Column("phrase", Text, nullable=False),
        sa.Column("matches", Text, nullable=False),
        sa.Column("passes", Text, nullable=False),
        sa.Column("why", Text, nullable=False),
        sa.Column("instead", Text, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.Column("changed_at", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "held_message",
        sa.Column("id", Text, primary_key=True),
        sa.Column("conversation", Text, nullable=False),
        sa.Column("agent", Text, nullable=False),
        sa.Column("name", Text, nullable=False),
        sa.Column("text", Text, nullable=False),
        sa.Column("client_id", Text, nullable=False),
        sa.Column("rules", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sa.Column("state", Text, nullable=False),
        sa.Column("decided_by", Text),
        sa.Column("decided_at", Whole),
        sa.Column("reason", Text, nullable=False),
        sa.UniqueConstraint("conversation", "agent", "client_id"),
        sqlite_strict=True,
    )
    op.create_index("held_message_by_state", "held_message", ["state", "id"])


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
