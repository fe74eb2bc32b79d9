"""One survey for each matter, reviews of low marks, the periodic survey, and those who could not reach us."""

import sqlalchemy as sa
from alembic import op

from walletdesk.platform.db import Text, Whole

revision = "0035"
down_revision = "0034"

_KEPT = "id, conversation, contact, agent, asked_at, answered_at, changed_at, overall, speed, manner, solved, comment"
_SHOWN = (
    "s.id, s.conversation, s.contact, s.agent, s.asked_at, s.answered_at, s.changed_at, "
    "s.overall, s.speed, s.manner, s.solved, s.comment"
)
LATEST = (  # grouped once and joined: asked for each survey anew, a million of them would take days
    "SELECT s.conversation, MAX(s.id) FROM survey s JOIN ("
    "SELECT conversation, MAX(asked_at) AS asked_at FROM survey GROUP BY conversation"
    ") o ON o.conversation = s.conversation AND o.asked_at = s.asked_at GROUP BY s.conversation"
)


def upgrade() -> None:
    _surveys()
    _matters()
    _beside()


def _surveys() -> None:
    """A ticket may be asked about as well: the table is made anew, its answers stay."""
    op.drop_index("survey_answered", "survey")
    op.rename_table("survey", "survey_before")
    op.create_table(
        "survey",
        sa.Column("id", Text, primary_key=True),
        sa.Column("conversation", Text),
        sa.Column("ticket", Text),
        sa.Column("contact", Text, nullable=False),
        sa.Column("agent", Text),
        sa.Column("team", Text),
        sa.Column("channel", Text, nullable=False),
        sa.Column("locale", Text, nullable=False),
        sa.Column("asked_at", Whole, nullable=False),
        sa.Column("answered_at", Whole),
        sa.Column("changed_at", Whole),
        sa.Column("withdrawn_at", Whole),
        sa.Column("overall", Whole),
        sa.Column("speed", Whole),
        sa.Column("manner", Whole),
        sa.Column("professionalism", Whole),
        sa.Column("solved", Whole),
        sa.Column("comment", Text),
        sqlite_strict=True,
    )
    op.execute(
        f"INSERT INTO survey ({_KEPT}, team, channel, locale) "  # noqa: S608 - names of our own
        f"SELECT {_SHOWN}, c.team, COALESCE(c.channel, ''), COALESCE(c.locale, '') "
        "FROM survey_before s LEFT JOIN conversation c ON c.id = s.conversation"
    )
    op.drop_table("survey_before")
    answered = sa.text("answered_at IS NOT NULL")
    op.create_index(
        "survey_answered",
        "survey",
        ["answered_at", "overall"],
        sqlite_where=answered,
        postgresql_where=answered,
    )
    op.create_index("survey_asked", "survey", ["asked_at"])
    op.create_index("survey_of_contact", "survey", ["contact", "asked_at"])


def _matters() -> None:
    """Of several surveys of one conversation the latest goes on; the others stay as they were answered."""
    op.create_table(
        "survey_matter",
        sa.Column("matter", Text, primary_key=True),
        sa.Column("survey", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("survey_matter_survey", "survey_matter", ["survey"])
    op.execute("INSERT INTO survey_matter (matter, survey) " + LATEST)


def _beside() -> None:
    op.create_table(
        "survey_review",
        sa.Column("id", Text, primary_key=True),
        sa.Column("survey", Text, nullable=False),
        sa.Column("opened_at", Whole, nullable=False),
        sa.Column("done_at", Whole),
        sa.Column("done_by", Text),
        sa.Column("note", Text, nullable=False),
        sqlite_strict=True,
    )
    is_open, is_done = sa.text("done_at IS NULL"), sa.text("done_at IS NOT NULL")
    op.create_index(
        "survey_review_open",
        "survey_review",
        ["survey"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index(
        "survey_review_done", "survey_review", ["done_at"], sqlite_where=is_done, postgresql_where=is_done
    )
    op.create_table(
        "survey_settings",
        sa.Column("one", Whole, primary_key=True, autoincrement=False),
        sa.Column("asks", Whole, nullable=False),
        sa.Column("low", Whole, nullable=False),
        sa.Column("pulse", Whole, nullable=False),
        sa.Column("pulse_share", Whole, nullable=False),
        sa.Column("quiet_days", Whole, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.Column("changed_at", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "pulse",
        sa.Column("id", Text, primary_key=True),
        sa.Column("contact", Text, nullable=False),
        sa.Column("locale", Text, nullable=False),
        sa.Column("asked_at", Whole, nullable=False),
        sa.Column("score", Whole),
        sa.Column("why", Text, nullable=False),
        sa.Column("answered_at", Whole),
        sqlite_strict=True,
    )
    op.create_index("pulse_asked", "pulse", ["asked_at", "score"])
    op.create_index("pulse_of_contact", "pulse", ["contact", "asked_at"])
    op.create_table(
        "pulse_contact",
        sa.Column("contact", Text, primary_key=True),
        sa.Column("asked_at", Whole, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "unreached",
        sa.Column("id", Text, primary_key=True),
        sa.Column("once", Text, nullable=False),
        sa.Column("at", Whole, nullable=False),
        sa.Column("way", Text, nullable=False),
        sa.Column("on_day", Text),
        sa.Column("about", Text, nullable=False),
        sa.Column("said", Text, nullable=False),
        sa.Column("locale", Text, nullable=False),
        sa.Column("contact", Text),
        sa.UniqueConstraint("once"),
        sqlite_strict=True,
    )
    op.create_index("unreached_at", "unreached", ["at", "way"])
    op.create_index("unreached_way", "unreached", ["way", "at"])


def downgrade() -> None:
    raise NotImplementedError("an older version reads a backup, not a newer database")
