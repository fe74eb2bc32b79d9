"""Which lead looks at a low mark, and since when, so that two do not answer the same contact."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0043"
down_revision = "0042"


def upgrade() -> None:
    op.add_column("survey_review", sa.Column("taken_at", Whole))
    op.add_column("survey_review", sa.Column("taken_by", Text))


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
