"""Builds of the wallet's app that somebody reported or forbade."""

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    pass


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
