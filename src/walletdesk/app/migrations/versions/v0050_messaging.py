"""Who writes to us through a messaging provider, what goes out to them, and how far was fetched."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0050"
down_revision = "0049"


def upgrade() -> None:
    op.create_table(
        "messaging_peer",
        sa.Column("id", Text, primary_key=True),
        sa.Column("inbox", Text, nullable=False),
        sa.Column("address", Text, nullable=False),
        sa.Column("kind", Text, nullable=False),
        sa.Column("contact", Text),
        sa.Column("conversation", Text),
        sa.Column("locale", Text, nullable=False),
        sa.Column("last_in", Whole),
        sa.Column("last_ref", Text, nullable=False),
        sa.Column("turn", Whole, nullable=False),
        sa.Column("out", Whole, nullable=False),
        sa.Column("gone", Text, nullable=False),
        sa.Column("told", Whole, nullable=False),
        sa.UniqueConstraint("inbox", "address"),
        sqlite_strict=True,
    )
    talks = sa.text("conversation IS NOT NULL")
    op.create_index(
        "messaging_peer_of", "messaging_peer", ["conversation"], sqlite_where=talks, postgresql_where=talks
    )
    _deliveries()
    op.create_table(
        "messaging_cursor",
        sa.Column("inbox", Text, primary_key=True),
        sa.Column("cursor", Text, nullable=False),
        sqlite_strict=True,
    )


def _deliveries() -> None:
    name = "messaging_delivery"
    op.create_table(
        name,
        sa.Column("id", Text, primary_key=True),
        sa.Column("cause", Text, nullable=False, unique=True),
        sa.Column("peer", Text, nullable=False),
        sa.Column("inbox", Text, nullable=False),
        sa.Column("n", Whole, nullable=False),
        sa.Column("conversation", Text),
        sa.Column("seq", Whole, nullable=False),
        sa.Column("public_seq", Whole, nullable=False),
        sa.Column("part", Whole, nullable=False),
        sa.Column("notice", Text, nullable=False),
        sa.Column("proof", Whole, nullable=False),
        sa.Column("state", Text, nullable=False),
        sa.Column("reason", Text, nullable=False),
        sa.Column("provider_id", Text, nullable=False),
        sa.Column("tries", Whole, nullable=False),
        sa.Column("next_at", Whole),
        sa.Column("created_at", Whole, nullable=False),
        sqlite_strict=True,
    )
    goes_on, named = sa.text("next_at IS NOT NULL"), sa.text("provider_id != ''")
    of_one = sa.text("conversation IS NOT NULL")
    op.create_index(
        "messaging_delivery_next", name, ["peer", "n"], sqlite_where=goes_on, postgresql_where=goes_on
    )
    op.create_index("messaging_delivery_since", name, ["peer", "created_at"])
    op.create_index(
        "messaging_delivery_sent_as",
        name,
        ["inbox", "provider_id"],
        sqlite_where=named,
        postgresql_where=named,
    )
    op.create_index(
        "messaging_delivery_of", name, ["conversation", "seq"], sqlite_where=of_one, postgresql_where=of_one
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
