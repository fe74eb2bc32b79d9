"""Committed reads of surveys, and their numbers along the index of answers."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import AgentId, ContactId, SurveyId, TeamId
from walletdesk.platform.db import Database, Row, Whole, statement
from walletdesk.surveys.model import PARTS, SOLVED, UNSOLVED, Figure, Mean, Settings, Survey
from walletdesk.surveys.ports import Reviewed
from walletdesk.surveys.store.tables import (
    IS_DONE,
    IS_OPEN,
    KEPT_SETTINGS,
    REVIEW_COLUMNS,
    SURVEY,
    SURVEY_MATTER,
    SURVEY_REVIEW,
    review_of,
    settings_of,
    survey_of,
)

_C = SURVEY.c
STRETCH = 15 * 60_000  # ms; the clocks of every zone differ by whole quarters of an hour
MOST_OPEN = 20
_SINCE, _UNTIL = sa.bindparam("since", type_=Whole), sa.bindparam("until", type_=Whole)
_MOST = sa.bindparam("most", type_=Whole)
_answered = _C.answered_at.is_not(None)

FIND = statement(sa.select(SURVEY).where(_C.id == sa.bindparam("id")))
OF_MATTER = statement(
    sa.select(SURVEY)
    .join(SURVEY_MATTER, SURVEY_MATTER.c.survey == _C.id)
    .where(SURVEY_MATTER.c.matter == sa.bindparam("matter"))
)
OPEN_OF_CONTACT = statement(
    sa.select(SURVEY)
    .where(
        _C.contact == sa.bindparam("contact"),
        _C.asked_at >= _SINCE,
        _C.withdrawn_at.is_(None),
        sa.or_(_C.answered_at.is_(None), _C.answered_at < _C.asked_at),
    )
    .order_by(_C.asked_at.desc())
    .limit(_MOST)
)
GIVEN = statement(
    sa.select(_C.overall, sa.func.count()).where(_answered, _C.answered_at >= _SINCE).group_by(_C.overall)
)
ASKED = statement(sa.select(sa.func.count()).where(_C.asked_at >= _SINCE, _C.asked_at < _UNTIL))
SETTINGS = statement(KEPT_SETTINGS)

_stretch = (_C.answered_at // sa.literal_column(str(STRETCH))).label("stretch")
_low = sa.func.sum(sa.case((_C.overall <= sa.bindparam("low", type_=Whole), 1), else_=0))
_sums = [one for part in PARTS for one in (sa.func.count(_C[part]), sa.func.sum(_C[part]))]
_said = [
    sa.func.sum(sa.case((_C.solved == sa.literal_column(str(mark)), 1), else_=0))
    for mark in (SOLVED, UNSOLVED)
]
_by = (_stretch, _C.team, _C.channel, _C.locale)
_figures = (
    sa.select(*_by, sa.func.count(), _low, *_said, *_sums)
    .where(_answered, _C.answered_at >= _SINCE, _C.answered_at < _UNTIL)
    .group_by(*_by)
)
FIGURES = statement(_figures)
FIGURES_OF = statement(_figures.where(_C.agent == sa.bindparam("agent")))

_reviewed = sa.select(SURVEY_REVIEW, SURVEY).join(SURVEY, _C.id == SURVEY_REVIEW.c.survey)
_TEAM = sa.or_(sa.bindparam("every", type_=Whole) == 1, _C.team == sa.bindparam("team"))
OPEN = statement(
    _reviewed.where(IS_OPEN, _TEAM).order_by(SURVEY_REVIEW.c.opened_at, SURVEY_REVIEW.c.id).limit(_MOST)
)
DONE = statement(
    _reviewed.where(IS_DONE, _TEAM).order_by(SURVEY_REVIEW.c.done_at.desc(), SURVEY_REVIEW.c.id).limit(_MOST)
)
OPEN_COUNT = statement(sa.select(sa.func.count()).select_from(SURVEY_REVIEW).where(IS_OPEN))


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, id: SurveyId) -> Survey | None:
        row = await self._db.one(FIND, id=id)
        return survey_of(row) if row else None

    async def of_matter(self, matter: str) -> Survey | None:
        row = await self._db.one(OF_MATTER, matter=matter)
        return survey_of(row) if row else None

    async def open_of(self, contact: ContactId, since: datetime) -> Sequence[Survey]:
        rows = await self._db.all(OPEN_OF_CONTACT, contact=contact, since=millis(since), most=MOST_OPEN)
        return [survey_of(row) for row in rows]

    async def given(self, since: datetime) -> Mapping[int, int]:
        return {row[0]: row[1] for row in await self._db.all(GIVEN, since=millis(since))}

    async def asked(self, since: datetime, until: datetime) -> int:
        row = await self._db.one(ASKED, since=millis(since), until=millis(until))
        return int(row[0]) if row else 0

    async def figures(
        self, since: datetime, until: datetime, *, low: int, agent: AgentId | None = None
    ) -> Sequence[Figure]:
        when = {"since": millis(since), "until": millis(until), "low": low}
        if agent is None:
            return [_figure(row) for row in await self._db.slow(FIGURES, **when)]
        return [_figure(row) for row in await self._db.slow(FIGURES_OF, agent=agent, **when)]

    async def settings(self) -> Settings:
        return settings_of(await self._db.one(SETTINGS))


class SqlReviewArchive:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def reviews(self, *, is_open: bool, team: TeamId | None, most: int) -> Sequence[Reviewed]:
        asked = OPEN if is_open else DONE
        rows = await self._db.all(asked, every=int(team is None), team=team or "", most=most)
        width = len(REVIEW_COLUMNS)
        return [Reviewed(review_of(row[:width]), survey_of(row[width:])) for row in rows]

    async def open_count(self) -> int:
        row = await self._db.one(OPEN_COUNT)
        return int(row[0]) if row else 0


def _figure(row: Row) -> Figure:
    stretch, team, channel, locale, answers, low, yes, no, *sums = row
    pairs = zip(PARTS, sums[::2], sums[1::2], strict=True)
    return Figure(
        at=from_millis(int(stretch) * STRETCH),
        team=team,
        channel=channel,
        locale=locale,
        answers=int(answers),
        low=int(low),
        yes=int(yes),
        no=int(no),
        **{part: Mean(int(count), int(total or 0)) for part, count, total in pairs},
    )
