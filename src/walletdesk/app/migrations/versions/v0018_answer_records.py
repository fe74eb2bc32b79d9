"""What the bot decided, what agents said was right, and the versions that were fitted on it."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "answer_decision",
        sa.Column("message", Text, primary_key=True),
        sa.Column("conversation", Text, nullable=False),
        sa.Column("seq", Whole, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sa.Column("channel", Text, nullable=False),
        sa.Column("locale", Text, nullable=False),
        sa.Column("outcome", Text, nullable=False),
        sa.Column("shown", Text, nullable=False),
        sa.Column("guesses", Text, nullable=False),
        sa.Column("answer_from", Whole, nullable=False),
        sa.Column("knowledge", Text, nullable=False),
        sa.Column("model", Text, nullable=False),
        sa.Column("version", Text, nullable=False),
        sa.Column("helped", Whole),
        sa.Column("topic", Text),
        sa.Column("judged_by", Text),
        sa.Column("judged_at", Whole),
        sa.Column("settled", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("answer_decision_of_conversation", "answer_decision", ["conversation", "seq"])
    op.create_index("answer_decision_at", "answer_decision", ["at"])
    judged = sa.text("topic IS NOT NULL OR helped IS NOT NULL")
    op.create_index(
        "answer_decision_judged", "answer_decision", ["at"], sqlite_where=judged, postgresql_where=judged
    )
    op.create_table(
        "answer_version",
        sa.Column("id", Text, primary_key=True),
        sa.Column("at", Whole, nullable=False),
        sa.Column("by", Text, nullable=False),
        sa.Column("answer", Whole),
        sa.Column("offer", Whole),
        sa.Column("scorer", Text),
        sa.Column("judged", Whole, nullable=False),
        sa.Column("strangers", Whole, nullable=False),
        sa.Column("lessons", Text, nullable=False),
        sa.Column("before", Text, nullable=False),
        sa.Column("after", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "answer_switch",
        sa.Column("number", Whole, primary_key=True, autoincrement=False),
        sa.Column("version", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sa.Column("by", Text, nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
