"""Versions, drafts beside what is published, owners and times of articles."""

revision = "0017"
down_revision = "0016"


def upgrade() -> None: ...


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
