"""Known builds of the wallet app."""

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
