"""When a contact's phone rang, and when their half hour was told to be over: what is booked gets its look."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Whole

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    for name in ("rung_at", "late_at"):
        op.add_column("callback", sa.Column(name, Whole))
    # whoever was rung in vain was called; of another half hour that they chose since we know nothing
    op.execute("UPDATE callback SET rung_at = slot WHERE tries > 0 AND state <> 'booked'")
    op.execute(
        "INSERT INTO job (kind, key, run_at, args, turn) "
        "SELECT 'callbacks.late', id, slot + 1800000, '{}', '' FROM callback "  # half an hour in ms
        "WHERE slot IS NOT NULL AND state = 'booked'"
    )


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
