"""Rules of the advice guard, and what it held back."""

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
