"""Evidence of tickets in a sealed chain, and questions to those outside."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "ticket_evidence",
        sa.Column("ticket", Text, primary_key=True),
        sa.Column("seq", Whole, primary_key=True, autoincrement=False),
        sa.Column("form", Text, nullable=False),
        sa.Column("source", Text, nullable=False),
        sa.Column("name", Text, nullable=False),
        sa.Column("type", Text, nullable=False),
        sa.Column("size", Whole, nullable=False),
        sa.Column("sha256", Text, nullable=False),
        sa.Column("arrived", Text, nullable=False),
        sa.Column("unread", Whole, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sa.Column("agent", Text, nullable=False),
        sa.Column("by", Text, nullable=False),
        sa.Column("role", Text, nullable=False),
        sa.Column("blob", Text),
        sa.Column("text", Text, nullable=False),
        sa.Column("previous", Text, nullable=False),
        sa.Column("hash", Text, nullable=False),
        sa.Column("seal", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ticket_evidence_blob", "ticket_evidence", ["blob"])
    op.create_table(
        "ticket_evidence_end",
        sa.Column("ticket", Text, primary_key=True),
        sa.Column("seq", Whole, nullable=False),
        sa.Column("hash", Text, nullable=False),
        sa.Column("seal", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "ticket_task",
        sa.Column("id", Text, primary_key=True),
        sa.Column("ticket", Text, nullable=False),
        sa.Column("party", Text, nullable=False),
        sa.Column("name", Text, nullable=False),
        sa.Column("reach", Text, nullable=False),
        sa.Column("state", Text, nullable=False),
        sa.Column("notes", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sa.Column("agent", Text, nullable=False),
        sa.Column("changed_at", Whole, nullable=False),
        sa.Column("sent_at", Whole),
        sa.Column("answered_at", Whole),
        sa.Column("next_chase", Text),
        sa.Column("told_for", Text),
        sa.Column("version", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ticket_task_of_ticket", "ticket_task", ["ticket", "id"])


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
