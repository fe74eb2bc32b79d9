"""The load of agents and the backlog are read from the index alone, too."""

from alembic import op

revision = "0039"
down_revision = "0038"
_ASKED = (
    "kind",
    "day",
    "hour",
    "channel",
    "team",
    "language",
    "topic",
    "word",
    "value",
    "seconds",
    "at",
    "agent",
)


def upgrade() -> None:
    op.drop_index("insight_figure_by_day", "insight_figure")
    op.create_index("insight_figure_by_day", "insight_figure", list(_ASKED))


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
