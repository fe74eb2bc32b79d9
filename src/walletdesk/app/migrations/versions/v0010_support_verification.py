"""Proof codes and phrases that show who we are."""

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
