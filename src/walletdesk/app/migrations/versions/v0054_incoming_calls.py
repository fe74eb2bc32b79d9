"""Calls that come in, and the codes that show who calls."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0054"
down_revision = "0052"


def upgrade() -> None:
    op.create_table(
        "incoming_call",
        sa.Column("id", Text, primary_key=True),
        sa.Column("provider", Text, nullable=False),
        sa.Column("known_as", Text, nullable=False),
        sa.Column("number", Text, nullable=False),
        sa.Column("digits", Text, nullable=False),
        sa.Column("began_at", Whole, nullable=False),
        sa.Column("state", Text, nullable=False),
        sa.Column("step", Text, nullable=False),
        sa.Column("n", Whole, nullable=False),
        sa.Column("dead", Whole, nullable=False),
        sa.Column("codes", Whole, nullable=False),
        sa.Column("rings", Whole, nullable=False),
        sa.Column("told", Text, nullable=False),
        sa.Column("locale", Text, nullable=False),
        sa.Column("about", Text, nullable=False),
        sa.Column("offered", Text, nullable=False),
        sa.Column("contact", Text),
        sa.Column("conversation", Text),
        sa.Column("agent", Text),
        sa.Column("verified", Whole, nullable=False),
        sa.Column("callback", Text, nullable=False),
        sa.Column("waits_since", Whole),
        sa.Column("talked_at", Whole),
        sa.Column("ended_at", Whole),
        sa.Column("reason", Text, nullable=False),
        sa.Column("recording", Text, nullable=False),
        sa.UniqueConstraint("provider", "known_as"),
        sqlite_strict=True,
    )
    talks, theirs = sa.text("conversation IS NOT NULL"), sa.text("contact IS NOT NULL")
    op.create_index(
        "incoming_call_of", "incoming_call", ["conversation"], sqlite_where=talks, postgresql_where=talks
    )
    op.create_index("incoming_call_since", "incoming_call", ["began_at"])
    op.create_index(
        "incoming_call_contact", "incoming_call", ["contact"], sqlite_where=theirs, postgresql_where=theirs
    )
    op.create_table(
        "caller_code",
        sa.Column("contact", Text, primary_key=True),
        sa.Column("conversation", Text, nullable=False),
        sa.Column("digest", Text, nullable=False),
        sa.Column("until", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("caller_code_digest", "caller_code", ["digest"])


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
