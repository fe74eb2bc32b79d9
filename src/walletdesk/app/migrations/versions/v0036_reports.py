"""What reports are counted from."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0036"
down_revision = "0035"
_PLACE = ("channel", "inbox", "team", "agent", "language", "topic")

_COVERED = ("kind", "day", "hour", "channel", "team", "language", "topic", "word", "value", "seconds")


def upgrade() -> None:
    op.create_table(
        "insight_fact",
        sa.Column("about", Text, primary_key=True),
        sa.Column("at", Whole, primary_key=True, autoincrement=False),
        sa.Column("did", Text, primary_key=True),
        sa.Column("key", Text, primary_key=True),
        *(sa.Column(name, Text, nullable=False) for name in _PLACE),
        sa.Column("word", Text, nullable=False),
        sa.Column("value", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "insight_about",
        sa.Column("about", Text, primary_key=True),
        sa.Column("last_at", Whole, nullable=False),
        sa.Column("mark", Whole, nullable=False),
        sa.Column("counted", Whole, nullable=False),
        sqlite_strict=True,
    )
    stale = sa.text("mark != counted")
    op.create_index(
        "insight_about_stale", "insight_about", ["about"], sqlite_where=stale, postgresql_where=stale
    )
    op.create_index("insight_about_last", "insight_about", ["last_at"])
    op.create_table(
        "insight_figure",
        sa.Column("about", Text, primary_key=True),
        sa.Column("number", Whole, primary_key=True, autoincrement=False),
        sa.Column("kind", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sa.Column("day", Whole, nullable=False),
        sa.Column("hour", Whole, nullable=False),
        *(sa.Column(name, Text, nullable=False) for name in _PLACE),
        sa.Column("word", Text, nullable=False),
        sa.Column("value", Whole, nullable=False),
        sa.Column("seconds", Whole),
        sqlite_strict=True,
    )
    op.create_index("insight_figure_by_day", "insight_figure", list(_COVERED))


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
