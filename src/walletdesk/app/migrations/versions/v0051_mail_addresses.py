"""What is known of addresses that we write to: whether mails to them come back."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0051"
down_revision = "0050"


def upgrade() -> None:
    op.create_table(
        "mail_address_state",
        sa.Column("address", Text, primary_key=True),
        sa.Column("bounced_at", Whole),
        sa.Column("delayed_at", Whole),
        sa.Column("heard_at", Whole),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
