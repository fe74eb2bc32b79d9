"""Words of slang and slips that the house adds to those that come with the program."""

revision = "0020"
down_revision = "0019"


def upgrade() -> None: ...


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
