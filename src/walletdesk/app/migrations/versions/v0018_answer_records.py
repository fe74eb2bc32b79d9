"""What the bot decided, what agents said was right, and the fitted models."""

revision = "0018"
down_revision = "0017"


def upgrade() -> None: ...


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
