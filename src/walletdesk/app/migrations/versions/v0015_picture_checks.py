"""What was found in a picture before anybody saw it."""

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    pass


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
