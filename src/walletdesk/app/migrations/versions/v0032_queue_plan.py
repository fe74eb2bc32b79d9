"""What leads set for the queues, what conversations weigh, and why agents were away."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.create_table(
        "queue_plan",
        sa.Column("one", Whole, primary_key=True, autoincrement=False),
        sa.Column("version", Whole, nullable=False),
        sa.Column("plan", Text, nullable=False),
        sqlite_strict=True,
    )
    op.add_column("queue_entry", sa.Column("channel", Text, nullable=False, server_default=""))
    op.add_column("queue_entry", sa.Column("weight", Whole, nullable=False, server_default="100"))
    op.add_column("queue_entry", sa.Column("overflowed_at", Whole))
    op.add_column("queue_entry", sa.Column("suggested_at", Whole))
    op.add_column("agent_load", sa.Column("units", Whole, nullable=False, server_default="0"))
    op.execute("update agent_load set units = open * 100")
    in_line = sa.text("rank_at IS NOT NULL")
    op.drop_index("queue_entry_line", "queue_entry")
    op.create_index(
        "queue_entry_line",
        "queue_entry",
        ["pool", "rank_at", "conversation", "weight"],
        sqlite_where=in_line,
        postgresql_where=in_line,
    )
    op.create_table(
        "pause_reason",
        sa.Column("code", Text, primary_key=True),
        sa.Column("place", Whole, nullable=False),
        sa.Column("en", Text, nullable=False),
        sa.Column("zh", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "agent_spell",
        sa.Column("agent", Text, primary_key=True),
        sa.Column("began_at", Whole, primary_key=True, autoincrement=False),
        sa.Column("state", Text, nullable=False),
        sa.Column("reason", Text, nullable=False),
        sa.Column("ended_at", Whole),
        sqlite_strict=True,
    )
    op.create_index("agent_spell_began", "agent_spell", ["began_at"])


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
