"""Whom a conversation is held with by mail, and which mail each of its messages came as."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0048"
down_revision = "0047"


def upgrade() -> None:
    op.create_table(
        "mail_thread",
        sa.Column("conversation", Text, primary_key=True),
        sa.Column("inbox", Text, nullable=False),
        sa.Column("address", Text, nullable=False),
        sa.Column("proven", Whole, nullable=False),
        sa.Column("subject", Text, nullable=False),
        sa.Column("refs", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "mail_item",
        sa.Column("conversation", Text, primary_key=True),
        sa.Column("seq", Whole, primary_key=True),
        sa.Column("arrival", Text, nullable=False, unique=True),
        sa.Column("address", Text, nullable=False),
        sa.Column("shown_sender", Text, nullable=False),
        sa.Column("message_id", Text, nullable=False),
        sa.Column("standing", Text, nullable=False),
        sa.Column("verified", Whole, nullable=False),
        sa.Column("cut", Whole, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sqlite_strict=True,
    )
    proven = sa.text("email != ''")
    op.create_index("contact_email", "contact", ["email"], sqlite_where=proven, postgresql_where=proven)


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
