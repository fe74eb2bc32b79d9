"""Reports of a campaign by their contact."""

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    pass


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
