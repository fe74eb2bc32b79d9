"""Waits of before are told by their line, as new ones are: without the second team that could take them too."""

from alembic import op

revision = "0044"
down_revision = "0043"

# What follows the last bar is the second team; the language before it may be empty
LINES = """
UPDATE queue_wait SET pool = substr(rtrim(pool, replace(pool, '|', '')), 1,
    length(rtrim(pool, replace(pool, '|', ''))) - 1)
WHERE pool LIKE '%|%|%|%|%'
"""


def upgrade() -> None:
    op.execute(LINES)


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
