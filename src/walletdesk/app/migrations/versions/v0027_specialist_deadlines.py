"""For which deadline a desk was told that it is over; a desk's tickets by conversation and by parent."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Whole

revision = "0027"
down_revision = "0026"

# What is in review since before is watched from now on too.
WATCH = """
INSERT INTO job (kind, key, run_at, args, turn)
SELECT 'tickets.desk_due', ticket, due_at, '{"ticket":"' || ticket || '"}', ticket
FROM desk_ticket WHERE stage = 'review' AND due_at IS NOT NULL
"""


def upgrade() -> None:
    op.add_column("desk_ticket", sa.Column("told_due", Whole))
    op.create_index("desk_ticket_by_conversation", "desk_ticket", ["conversation"])
    op.create_index("desk_ticket_by_parent", "desk_ticket", ["parent"])
    op.execute(WATCH)


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
