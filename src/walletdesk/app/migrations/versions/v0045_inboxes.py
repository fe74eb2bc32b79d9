"""Inboxes that administrators set up, and what comes in from outside, kept sealed before it is read."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Bytes, Text, Whole

revision = "0045"
down_revision = "0044"


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", Text, primary_key=True),
        sa.Column("kind", Text, nullable=False),
        sa.Column("name", Text, nullable=False),
        sa.Column("settings", Text, nullable=False),
        sa.Column("paused", Whole, nullable=False),
        sa.Column("created_at", Whole, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "inbox_secret",
        sa.Column("inbox", Text, primary_key=True),
        sa.Column("key", Text, primary_key=True),
        sa.Column("sealed", Bytes, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "inbox_health",
        sa.Column("inbox", Text, primary_key=True),
        sa.Column("way", Text, primary_key=True),
        sa.Column("at", Whole),
        sa.Column("error", Text, nullable=False),
        sa.Column("error_at", Whole),
        sa.Column("expires_at", Whole),
        sqlite_strict=True,
    )
    _arrivals()


def _arrivals() -> None:
    op.create_table(
        "arrival",
        sa.Column("id", Text, primary_key=True),
        sa.Column("inbox", Text, nullable=False),
        sa.Column("kind", Text, nullable=False),
        sa.Column("external_id", Text, nullable=False),
        sa.Column("received_at", Whole, nullable=False),
        sa.Column("size", Whole, nullable=False),
        sa.Column("state", Text, nullable=False),
        sa.Column("reason", Text, nullable=False),
        sa.Column("conversation", Text),
        sa.Column("has_raw", Whole, nullable=False),
        sa.UniqueConstraint("inbox", "external_id"),
        sqlite_strict=True,
    )
    of_one = sa.text("conversation IS NOT NULL")
    op.create_index("arrival_by_state", "arrival", ["inbox", "state", "id"])
    op.create_index(
        "arrival_of_conversation", "arrival", ["conversation"], sqlite_where=of_one, postgresql_where=of_one
    )
    op.create_table(
        "arrival_raw",
        sa.Column("arrival", Text, primary_key=True),
        sa.Column("received_at", Whole, nullable=False),
        sa.Column("sealed", Bytes, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("arrival_raw_by_age", "arrival_raw", ["received_at"])


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
