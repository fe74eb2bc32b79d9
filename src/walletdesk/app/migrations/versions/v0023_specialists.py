"""Desks, their tickets' packets, what comes next with a ticket, organizations and their promises."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    for name in ("desk", "next_step", "next_words"):
        op.add_column("ticket", sa.Column(name, Text, nullable=False, server_default=""))
    op.add_column("ticket", sa.Column("expected_at", Text))
    op.create_index("ticket_by_desk", "ticket", ["desk", sa.text("changed_at DESC"), sa.text("id DESC")])
    op.create_table(
        "desk",
        sa.Column("kind", Text, primary_key=True),
        sa.Column("team", Text, nullable=False),
        sa.Column("minutes", Whole),
        sa.Column("version", Whole, nullable=False),
        sa.Column("changed_at", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "desk_ticket",
        sa.Column("ticket", Text, primary_key=True),
        sa.Column("kind", Text, nullable=False),
        sa.Column("stage", Text, nullable=False),
        sa.Column("front", Text, nullable=False),
        sa.Column("conversation", Text),
        sa.Column("parent", Text),
        sa.Column("packet", Text, nullable=False),
        sa.Column("asked", Text, nullable=False),
        sa.Column("due_at", Whole),
        sqlite_strict=True,
    )
    op.add_column("sla_promise", sa.Column("own", Whole))
    op.create_table(
        "organization",
        sa.Column("id", Text, primary_key=True),
        sa.Column("name", Text, nullable=False),
        sa.Column("owner", Text),
        sa.Column("version", Whole, nullable=False),
        sa.Column("changed_at", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "organization_domain",
        sa.Column("domain", Text, primary_key=True),
        sa.Column("organization", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("organization_domains", "organization_domain", ["organization"])
    op.create_table(
        "organization_member",
        sa.Column("contact", Text, primary_key=True),
        sa.Column("organization", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("desk_ticket_by_front", "desk_ticket", ["front", sa.text("ticket DESC")])


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
