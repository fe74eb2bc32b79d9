"""A shift is a team's, where it is said whose; what was planned before is nobody's in particular.

Of the numbers that were saved only those that leads changed stay theirs: all were kept, and what is kept holds
against what is measured.
"""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text

revision = "0042"
down_revision = "0041"

# As they stood in the text then: this step does not change with the code
USUAL = (
    '"handling":720',
    '"at_once":3',
    '"slowed":0.25',
    '"patience":15',
    '"absent":0.3',
    '"share":0.8',
    '"seconds":120',
    '"busiest":0.85',
    '"backlog":2.0',
    '"growth":0.0',
    '"hours":40.0',
    '"hire":6',
    '"train":4',
    '"people":0',
)
CHANGED_ALONE = "UPDATE staffing_terms SET terms = replace({}, ',}}', '}}')"


def upgrade() -> None:
    op.add_column("staffing_shift", sa.Column("team", Text, nullable=False, server_default=""))
    changed = "replace(terms, '}', ',}')"  # a comma after each, also after the last
    for one in USUAL:
        changed = f"replace({changed}, '{one},', '')"
    op.execute(CHANGED_ALONE.format(changed).replace(":", r"\:"))  # else a number is taken for a parameter


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
