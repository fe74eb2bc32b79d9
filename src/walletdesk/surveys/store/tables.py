"""The tables, and how a row becomes a survey, a review or settings."""

from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.platform.db import Row, Text, Whole, table
from walletdesk.surveys.model import Marks, Review, Settings, Survey

SURVEY = table(
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
)
_answered = SURVEY.c.answered_at.is_not(None)
sa.Index(
    "survey_answered",
    SURVEY.c.answered_at,
    SURVEY.c.overall,
    sqlite_where=_answered,
    postgresql_where=_answered,
)
sa.Index("survey_asked", SURVEY.c.asked_at)
sa.Index("survey_of_contact", SURVEY.c.contact, SURVEY.c.asked_at)

# Every name of a matter, and the one survey that it has: a conversation, and each ticket of it.
SURVEY_MATTER = table(
    "survey_matter",
    sa.Column("matter", Text, primary_key=True),
    sa.Column("survey", Text, nullable=False),
)
sa.Index("survey_matter_survey", SURVEY_MATTER.c.survey)

SURVEY_REVIEW = table(
    "survey_review",
    sa.Column("id", Text, primary_key=True),
    sa.Column("survey", Text, nullable=False),
    sa.Column("opened_at", Whole, nullable=False),
    sa.Column("done_at", Whole),
    sa.Column("done_by", Text),
    sa.Column("note", Text, nullable=False),
    sa.Column("taken_at", Whole),
    sa.Column("taken_by", Text),
)
IS_OPEN = SURVEY_REVIEW.c.done_at.is_(None)
IS_DONE = SURVEY_REVIEW.c.done_at.is_not(None)
sa.Index(
    "survey_review_open",
    SURVEY_REVIEW.c.survey,
    unique=True,  # one survey, one open review
    sqlite_where=IS_OPEN,
    postgresql_where=IS_OPEN,
)
sa.Index("survey_review_done", SURVEY_REVIEW.c.done_at, sqlite_where=IS_DONE, postgresql_where=IS_DONE)

SURVEY_SETTINGS = table(
    "survey_settings",
    sa.Column("one", Whole, primary_key=True, autoincrement=False),
    sa.Column("asks", Whole, nullable=False),
    sa.Column("low", Whole, nullable=False),
    sa.Column("pulse", Whole, nullable=False),
    sa.Column("pulse_share", Whole, nullable=False),
    sa.Column("quiet_days", Whole, nullable=False),
    sa.Column("version", Whole, nullable=False),
    sa.Column("changed_at", Whole, nullable=False),
)

MARKS = ("overall", "speed", "manner", "professionalism", "solved", "comment")
COLUMNS = tuple(column.name for column in SURVEY.columns)
REVIEW_COLUMNS = tuple(column.name for column in SURVEY_REVIEW.columns)
_TIMES = ("answered_at", "changed_at", "withdrawn_at")

KEPT_SETTINGS = sa.select(
    SURVEY_SETTINGS.c.asks,
    SURVEY_SETTINGS.c.low,
    SURVEY_SETTINGS.c.pulse,
    SURVEY_SETTINGS.c.pulse_share,
    SURVEY_SETTINGS.c.quiet_days,
    SURVEY_SETTINGS.c.version,
)


def row_of(survey: Survey) -> dict[str, str | int | None]:
    return {
        "id": survey.id,
        "conversation": survey.conversation,
        "ticket": survey.ticket,
        "contact": survey.contact,
        "agent": survey.agent,
        "team": survey.team,
        "channel": survey.channel,
        "locale": survey.locale,
        "asked_at": millis(survey.asked_at),
        **{name: ms(getattr(survey, name)) for name in _TIMES},
        **(asdict(survey.marks) if survey.marks else dict.fromkeys(MARKS)),
    }


def survey_of(row: Row) -> Survey:
    kept = dict(zip(COLUMNS, row, strict=True))
    given = {name: kept.pop(name) for name in MARKS}
    times = {name: at(kept[name]) for name in _TIMES}
    marks = Marks(**given) if given["overall"] is not None else None
    return Survey(**kept | times | {"asked_at": from_millis(kept["asked_at"]), "marks": marks})


def review_row(review: Review) -> dict[str, str | int | None]:
    times = {"opened_at": millis(review.opened_at), "done_at": ms(review.done_at)}
    return {
        **times,
        "id": review.id,
        "survey": review.survey,
        "done_by": review.done_by,
        "note": review.note,
        "taken_at": ms(review.taken_at),
        "taken_by": review.taken_by,
    }


def review_of(row: Row) -> Review:
    kept = dict(zip(REVIEW_COLUMNS, row, strict=True))
    times = {name: at(kept[name]) for name in ("done_at", "taken_at")}
    return Review(**kept | times | {"opened_at": from_millis(kept["opened_at"])})


def settings_of(row: Row | None) -> Settings:
    if row is None:
        return Settings()
    asks, low, pulse, share, quiet, version = row
    return Settings(
        asks=bool(asks),
        low=low,
        pulse=bool(pulse),
        pulse_share=share,
        quiet_days=quiet,
        version=version,
    )


def ms(of: datetime | None) -> int | None:
    return None if of is None else millis(of)


def at(of: int | None) -> datetime | None:
    return None if of is None else from_millis(of)
