"""Of a transaction: what its contact meant, what would tell it expired or lost, and that a desk holds it."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0028"
down_revision = "0027"

# What stood there was what somebody said, wherever no chain has told it since
SAID = """
UPDATE dossier SET named = chain, chain = ''
WHERE chain <> '' AND (finding IS NULL OR finding LIKE '%"chain":""%')
"""


def upgrade() -> None:
    for name in ("named", "meant", "coins"):
        op.add_column("dossier", sa.Column(name, Text, nullable=False, server_default=""))
    op.add_column("dossier", sa.Column("last_block", Whole))
    op.add_column("dossier", sa.Column("held", Text))
    op.execute(SAID)


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
