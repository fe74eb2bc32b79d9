"""A shift is a team's, where it is said whose; what was planned before is nobody's in particular."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    op.add_column("staffing_shift", sa.Column("team", Text, nullable=False, server_default=""))


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
