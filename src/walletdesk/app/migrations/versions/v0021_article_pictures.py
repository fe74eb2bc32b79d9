"""Pictures in articles."""

revision = "0021"
down_revision = "0020"


def upgrade() -> None: ...


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
