"""Proof codes, and the phrases by which contacts know our mails."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "proof_code",
        sa.Column("conversation", Text, primary_key=True),
        sa.Column("kind", Text, primary_key=True),
        sa.Column("seal", Text, nullable=False),
        sa.Column("agent", Text),
        sa.Column("made_at", Whole, nullable=False),
        sa.Column("used_at", Whole),
        sa.Column("tries", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("proof_code_by_seal", "proof_code", ["seal"])
    op.create_table(
        "mail_phrase",
        sa.Column("contact", Text, primary_key=True),
        sa.Column("phrase", Text, nullable=False),
        sa.Column("set_at", Whole, nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
