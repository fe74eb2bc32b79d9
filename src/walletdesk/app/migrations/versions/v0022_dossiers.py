"""Transaction dossiers: their heads, their logs, and the number that is given out next."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "dossier",
        sa.Column("id", Text, primary_key=True),
        sa.Column("number", Whole, nullable=False, unique=True),
        sa.Column("conversation", Text, nullable=False),
        sa.Column("tx", Text, nullable=False),
        sa.Column("possible", Text, nullable=False),
        sa.Column("opened_at", Whole, nullable=False),
        sa.Column("opened_by", Text, nullable=False),
        sa.Column("locale", Text, nullable=False),
        sa.Column("chain", Text, nullable=False),
        sa.Column("sender", Text, nullable=False),
        sa.Column("nonce", Whole),
        sa.Column("state", Text, nullable=False),
        sa.Column("finding", Text),
        sa.Column("since", Whole),
        sa.Column("seen", Whole, nullable=False),
        sa.Column("told", Text, nullable=False),
        sa.Column("awaited", Whole, nullable=False),
        sa.Column("tellings", Whole, nullable=False),
        sa.Column("turn", Whole, nullable=False),
        sa.Column("heard", Whole, nullable=False),
        sa.Column("checked_at", Whole),
        sa.Column("next_at", Whole),
        sa.Column("seq", Whole, nullable=False),
        sa.Column("digest", Text, nullable=False),
        sa.UniqueConstraint("conversation", "tx"),
        sqlite_strict=True,
    )
    watched = sa.text("next_at IS NOT NULL")
    op.create_index("dossier_due", "dossier", ["next_at"], sqlite_where=watched, postgresql_where=watched)
    op.create_table(
        "dossier_entry",
        sa.Column("dossier", Text, primary_key=True),
        sa.Column("seq", Whole, primary_key=True),
        sa.Column("text", Text, nullable=False),
        sa.Column("digest", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "dossier_counter",
        sa.Column("id", Whole, primary_key=True, autoincrement=False),
        sa.Column("last", Whole, nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
