"""Channels that are linked to a contact, and the attempts to link one."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0052"
down_revision = "0051"


def upgrade() -> None:
    op.create_table(
        "contact_link_attempt",
        sa.Column("contact", Text, primary_key=True),
        sa.Column("code", Text, nullable=False, unique=True),
        sa.Column("expires_at", Whole, nullable=False),
        sa.Column("channel", Text, nullable=False),
        sa.Column("address", Text, nullable=False),
        sa.Column("number", Text, nullable=False),
        sa.Column("tries", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("contact_link_attempt_by_age", "contact_link_attempt", ["expires_at"])
    op.create_table(
        "contact_link",
        sa.Column("channel", Text, primary_key=True),
        sa.Column("address", Text, primary_key=True),
        sa.Column("contact", Text, nullable=False, index=True),
        sa.Column("absorbed", Text),
        sa.Column("at", Whole, nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
