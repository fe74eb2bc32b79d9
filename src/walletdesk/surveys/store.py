"""Surveys in SQL. The only file that knows their table."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.db import (
    Database,
    Row,
    SqlWork,
    Text,
    Transaction,
    Whole,
    insert,
    statement,
    table,
    works,
)
from walletdesk.surveys.model import Marks, Survey

SURVEY = table(
    "survey",
    sa.Column("conversation", Text, primary_key=True),
    sa.Column("asked_at", Whole, primary_key=True, autoincrement=False),
    sa.Column("id", Text, nullable=False, unique=True),
    sa.Column("contact", Text, nullable=False),
    sa.Column("agent", Text),
    sa.Column("answered_at", Whole),
    sa.Column("changed_at", Whole),
    sa.Column("overall", Whole),
    sa.Column("speed", Whole),
    sa.Column("manner", Whole),
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
_MARKS = ("overall", "speed", "manner", "solved", "comment")
_COLUMNS = tuple(column.name for column in SURVEY.columns)
_of_conversation = (
    sa.select(SURVEY)
    .where(SURVEY.c.conversation == sa.bindparam("conversation"))
    .order_by(SURVEY.c.asked_at.desc())
)
OF_CONVERSATION = statement(_of_conversation.limit(sa.bindparam("most")))
GIVEN = statement(
    sa.select(SURVEY.c.overall, sa.func.count())
    .where(_answered, SURVEY.c.answered_at >= sa.bindparam("since"))
    .group_by(SURVEY.c.overall)
)
HOLD_LAST = statement(_of_conversation.limit(1).with_for_update())
ADD = statement(
    insert(SURVEY)
    .values({name: sa.bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["conversation", "asked_at"])
    .returning(SURVEY.c.id)
)
SAVE = statement(
    sa.update(SURVEY)
    .where(SURVEY.c.id == sa.bindparam("which"))
    .values({name: sa.bindparam(name) for name in _COLUMNS if name not in {"id", "conversation", "asked_at"}})
)
MOST = 50


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def of_conversation(self, conversation: ConversationId) -> Sequence[Survey]:
        rows = await self._db.all(OF_CONVERSATION, conversation=conversation, most=MOST)
        return [_survey(row) for row in rows]

    async def given(self, since: datetime) -> Mapping[int, int]:
        return {row[0]: row[1] for row in await self._db.all(GIVEN, since=millis(since))}


class SqlSurveys:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, survey: Survey) -> bool:
        return await self._tx.one(ADD, **_row(survey)) is not None

    async def last(self, conversation: ConversationId) -> Survey | None:
        row = await self._tx.one(HOLD_LAST, conversation=conversation)
        return _survey(row) if row else None

    async def save(self, survey: Survey) -> None:
        row = _row(survey)
        fixed = {name: row.pop(name) for name in ("id", "conversation", "asked_at")}
        await self._tx.run(SAVE, which=fixed["id"], **row)


class SurveysWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.surveys = SqlSurveys(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[SurveysWork]]:
    return works(db, SurveysWork)


def _row(survey: Survey) -> dict[str, str | int | None]:
    return {
        "id": survey.id,
        "conversation": survey.conversation,
        "contact": survey.contact,
        "agent": survey.agent,
        "asked_at": millis(survey.asked_at),
        "answered_at": _ms(survey.answered_at),
        "changed_at": _ms(survey.changed_at),
        **(asdict(survey.marks) if survey.marks else dict.fromkeys(_MARKS)),
    }


def _survey(row: Row) -> Survey:
    kept = dict(zip(_COLUMNS, row, strict=True))
    given = {name: kept.pop(name) for name in _MARKS}
    times = {name: _at(kept[name]) for name in ("answered_at", "changed_at")}
    marks = Marks(**given) if given["overall"] is not None else None
    return Survey(**kept | times | {"asked_at": from_millis(kept["asked_at"]), "marks": marks})


def _ms(at: datetime | None) -> int | None:
    return None if at is None else millis(at)


def _at(ms: int | None) -> datetime | None:
    return None if ms is None else from_millis(ms)
