"""Calls between the browsers of a contact and of an agent: who, when, and how each ended."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0046"
down_revision = "0045"


def upgrade() -> None:
    op.create_table(
        "voice_call",
        sa.Column("id", Text, primary_key=True),
        sa.Column("conversation", Text, nullable=False),
        sa.Column("contact", Text, nullable=False),
        sa.Column("agent", Text, nullable=False),
        sa.Column("caller", Text, nullable=False),
        sa.Column("state", Text, nullable=False),
        sa.Column("began_at", Whole, nullable=False),
        sa.Column("accepted_at", Whole),
        sa.Column("connected_at", Whole),
        sa.Column("ended_at", Whole),
        sa.Column("ended_by", Text),
        sa.Column("reason", Text, nullable=False),
        sa.Column("quality", Text, nullable=False),
        sa.Column("contact_leg", Text, nullable=False),
        sa.Column("contact_at", Whole),
        sa.Column("agent_leg", Text, nullable=False),
        sa.Column("agent_at", Whole),
        sqlite_strict=True,
    )
    live = sa.text("ended_at IS NULL")
    for name, column in (("voice_call_live", "conversation"), ("voice_call_agent", "agent")):
        op.create_index(name, "voice_call", [column], unique=True, sqlite_where=live, postgresql_where=live)
    op.create_index("voice_call_contact", "voice_call", ["contact"])


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
