"""Callbacks, their half hours and calls, what leads decide of them; the calls of the simulated exchange."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0034"
down_revision = "0032"


def upgrade() -> None:
    _callbacks()
    op.create_table(
        "callback_seat",
        sa.Column("slot", Whole, primary_key=True, autoincrement=False),
        sa.Column("seat", Whole, primary_key=True, autoincrement=False),
        sa.Column("callback", Text, nullable=False, unique=True),
        sqlite_strict=True,
    )
    op.create_table(
        "phone_call",
        sa.Column("id", Text, primary_key=True),
        sa.Column("callback", Text, nullable=False),
        sa.Column("conversation", Text, nullable=False),
        sa.Column("agent", Text, nullable=False),
        sa.Column("nth", Whole, nullable=False),
        sa.Column("began_at", Whole, nullable=False),
        sa.Column("leg", Text, nullable=False),
        sa.Column("answered_at", Whole),
        sa.Column("ended_at", Whole),
        sa.Column("result", Text),
        sa.Column("provider_id", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("phone_call_conversation", "phone_call", ["conversation", "began_at"])
    op.create_index("phone_call_provider", "phone_call", ["provider_id"])
    runs = sa.text("ended_at IS NULL")
    op.create_index(
        "phone_call_running", "phone_call", ["agent"], unique=True, sqlite_where=runs, postgresql_where=runs
    )
    op.create_table(
        "callback_rules",
        sa.Column("id", Text, primary_key=True),
        *(
            sa.Column(name, Whole, nullable=False)
            for name in ("offered", "seats", "tries", "pause", "version")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "simulated_call",
        sa.Column("call", Text, primary_key=True),
        sa.Column("digits", Text, nullable=False),
        *(sa.Column(name, Whole, nullable=False) for name in ("extended", "told", "over")),
        sqlite_strict=True,
    )


def _callbacks() -> None:
    op.create_table(
        "callback",
        sa.Column("id", Text, primary_key=True),
        sa.Column("conversation", Text, nullable=False),
        sa.Column("live", Text, unique=True),
        sa.Column("contact", Text, nullable=False),
        sa.Column("number", Text, nullable=False),
        sa.Column("locale", Text, nullable=False),
        sa.Column("made_at", Whole, nullable=False),
        sa.Column("slot", Whole),
        sa.Column("due_at", Whole, nullable=False),
        sa.Column("state", Text, nullable=False),
        sa.Column("tries", Whole, nullable=False),
        sa.Column("calls", Whole, nullable=False),
        sa.Column("call", Text),
        sa.Column("agent", Text),
        sa.Column("over_at", Whole),
        sa.Column("reason", Text, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("callback_conversation", "callback", ["conversation", "made_at"])
    op.create_index("callback_contact", "callback", ["contact", "made_at"])
    known = sa.text("over_at IS NOT NULL AND number != ''")
    op.create_index(
        "callback_number_kept", "callback", ["over_at"], sqlite_where=known, postgresql_where=known
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
