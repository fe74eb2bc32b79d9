"""When the next reply is due, beside the first one, where both sides see it."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Whole

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.add_column("conversation", sa.Column("next_reply_due", Whole))


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
