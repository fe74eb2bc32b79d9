"""Surveys, reviews and settings inside a transaction."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import sqlalchemy as sa

from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import ContactId, SurveyId
from walletdesk.platform.db import Database, SqlWork, Transaction, Whole, insert, statement, works
from walletdesk.surveys.model import Review, ReviewId, Settings, Survey
from walletdesk.surveys.store.tables import (
    COLUMNS,
    IS_OPEN,
    KEPT_SETTINGS,
    REVIEW_COLUMNS,
    SURVEY,
    SURVEY_MATTER,
    SURVEY_REVIEW,
    SURVEY_SETTINGS,
    review_of,
    review_row,
    row_of,
    settings_of,
    survey_of,
)

_M, _S = SURVEY_MATTER.c, SURVEY_SETTINGS.c
CLAIM = statement(
    insert(SURVEY_MATTER)
    .values({"matter": sa.bindparam("matter"), "survey": sa.bindparam("survey")})
    .on_conflict_do_nothing(index_elements=["matter"])
)
OWNER = statement(sa.select(_M.survey).where(_M.matter == sa.bindparam("matter")))
GIVE = statement(
    sa.update(SURVEY_MATTER)
    .where(_M.survey == sa.bindparam("loser"))
    .values({"survey": sa.bindparam("winner")})
)
ADD = statement(sa.insert(SURVEY).values({name: sa.bindparam(name) for name in COLUMNS}))
_FIXED = {"id", "ticket", "channel", "locale"}
SAVE = statement(
    sa.update(SURVEY)
    .where(SURVEY.c.id == sa.bindparam("which"))
    .values({name: sa.bindparam(name) for name in COLUMNS if name not in _FIXED})
)
HOLD = statement(sa.select(SURVEY).where(SURVEY.c.id == sa.bindparam("id")).with_for_update())
HAND_OVER = statement(
    sa.update(SURVEY).where(SURVEY.c.contact == sa.bindparam("was")).values({"contact": sa.bindparam("now")})
)
FORGET_TEXTS = statement(
    sa.update(SURVEY)
    .where(
        SURVEY.c.answered_at < sa.bindparam("before", type_=Whole),
        SURVEY.c.comment.is_not(None),
        SURVEY.c.comment != sa.literal_column("''"),
    )
    .values(comment=sa.literal_column("''"))
)
ADD_REVIEW = statement(sa.insert(SURVEY_REVIEW).values({name: sa.bindparam(name) for name in REVIEW_COLUMNS}))
HOLD_REVIEW = statement(
    sa.select(SURVEY_REVIEW).where(SURVEY_REVIEW.c.id == sa.bindparam("id")).with_for_update()
)
OPEN_OF = statement(sa.select(SURVEY_REVIEW).where(SURVEY_REVIEW.c.survey == sa.bindparam("survey"), IS_OPEN))
_MOVES = ("done_at", "done_by", "note", "taken_at", "taken_by")
SAVE_REVIEW = statement(
    sa.update(SURVEY_REVIEW)
    .where(SURVEY_REVIEW.c.id == sa.bindparam("which"))
    .values({name: sa.bindparam(name) for name in _MOVES})
)
SETTINGS = statement(KEPT_SETTINGS)
_SET = ("asks", "low", "pulse", "pulse_share", "quiet_days", "version", "changed_at")
_values: dict[str, sa.BindParameter[object]] = {name: sa.bindparam(name) for name in _SET}
_FIRST = insert(SURVEY_SETTINGS).values({"one": sa.bindparam("one"), **_values})
REPLACE = statement(  # one statement: two who save for the first time are told apart as well
    _FIRST.on_conflict_do_update(
        index_elements=["one"], set_=_values, where=_S.version == sa.bindparam("before")
    ).returning(_S.version)
)


class SqlSurveys:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def claim(self, matters: Sequence[str], survey: SurveyId) -> SurveyId:
        """In one order, so that two who claim the same names wait for each other and never crosswise."""
        owners = set[str]()
        for matter in sorted(set(matters)):
            await self._tx.run(CLAIM, matter=matter, survey=survey)
            row = await self._tx.one(OWNER, matter=matter)
            owners.add(row[0] if row else survey)
        first = min(owners - {survey}, default=None)
        if first is None:
            return survey
        await self._tx.run(GIVE, loser=survey, winner=first)
        return SurveyId(first)

    async def add(self, survey: Survey) -> None:
        await self._tx.run(ADD, **row_of(survey))

    async def get(self, id: SurveyId) -> Survey | None:
        row = await self._tx.one(HOLD, id=id)
        return survey_of(row) if row else None

    async def of_matter(self, matter: str) -> Survey | None:
        row = await self._tx.one(OWNER, matter=matter)
        return await self.get(SurveyId(row[0])) if row else None

    async def save(self, survey: Survey) -> None:
        row = {name: value for name, value in row_of(survey).items() if name not in _FIXED}
        await self._tx.run(SAVE, which=survey.id, **row)

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        await self._tx.run(HAND_OVER, was=absorbed, now=to)


class SqlReviews:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, review: Review) -> None:
        await self._tx.run(ADD_REVIEW, **review_row(review))

    async def get(self, id: ReviewId) -> Review | None:
        row = await self._tx.one(HOLD_REVIEW, id=id)
        return review_of(row) if row else None

    async def open_of(self, survey: SurveyId) -> Review | None:
        row = await self._tx.one(OPEN_OF, survey=survey)
        return review_of(row) if row else None

    async def save(self, review: Review) -> None:
        row = review_row(review)
        await self._tx.run(SAVE_REVIEW, which=review.id, **{name: row[name] for name in _MOVES})


class SqlSettings:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def get(self) -> Settings:
        return settings_of(await self._tx.one(SETTINGS))

    async def replace(self, settings: Settings, at: datetime) -> bool:
        before = settings.version - 1
        if before > 1 and await self._tx.one(SETTINGS) is None:
            return False  # nobody kept the one that was read
        row = await self._tx.one(
            REPLACE,
            one=1,
            asks=int(settings.asks),
            low=settings.low,
            pulse=int(settings.pulse),
            pulse_share=settings.pulse_share,
            quiet_days=settings.quiet_days,
            version=settings.version,
            changed_at=millis(at),
            before=before,
        )
        return row is not None


async def forget_texts(tx: Transaction, before: datetime) -> int:
    """What was typed; marks are counted on."""
    return await tx.run(FORGET_TEXTS, before=millis(before))


class SurveysWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.surveys = SqlSurveys(tx)
        self.reviews = SqlReviews(tx)
        self.settings = SqlSettings(tx)
        self.audit = audit


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[SurveysWork]]:
    return works(db, lambda tx: SurveysWork(tx, audit(tx)))
