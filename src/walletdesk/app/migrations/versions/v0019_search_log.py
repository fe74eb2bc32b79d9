"""What was searched in the help center, and what readers missed."""

revision = "0019"
down_revision = "0018"


def upgrade() -> None: ...


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
