"""What a contact answered before a conversation began, and the callback they wish for."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("conversation", sa.Column("answers", Text))
    op.add_column("conversation", sa.Column("callback", Text))
