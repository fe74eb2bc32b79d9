"""What a report costs: each reads the figures of its kinds and days by their index, and nothing else."""

import re
from copy import copy
from dataclasses import replace
from typing import cast

import pytest
import sqlalchemy as sa

from walletdesk.app.bench.filling import fill
from walletdesk.app.bench.history import history
from walletdesk.app.bench.reports import LAST, YEAR, ZONE, every_report, tallying, tell
from walletdesk.insights.reports.model.figures import Of
from walletdesk.insights.reports.model.reports import REPORTS
from walletdesk.insights.reports.model.tally import Which
from walletdesk.insights.reports.store import SqlFigures
from walletdesk.insights.reports.store.tables import ABOUT, FACT, FIGURE
from walletdesk.platform.db import Database, Row, Statement, statement
from walletdesk.platform.db.statement import Compiled

EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}
ALL = [statement(sa.select(one).order_by(*one.primary_key.columns)) for one in (FACT, ABOUT, FIGURE)]
EMPTIED = [statement(sa.delete(one)) for one in (FACT, ABOUT, FIGURE)]
AND_THE_TABLE = "USING INDEX"  # SQLite's word where an index does not hold all that is asked for
WHOLE_TABLE = re.compile(r"^SCAN insight|Seq Scan")


class Explaining:
    """A database that tells the plan of what it is asked, and answers nothing."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.plans: list[str] = []

    async def slow(self, asked: Statement, **values: object) -> list[Row]:
        plan: Compiled = copy(getattr(asked, self._db.engine))
        plan.sql = f"{EXPLAIN[self._db.engine]} {plan.sql}"
        explained = cast("Statement", type("Asked", (), {self._db.engine: plan}))
        self.plans += [str(row[-1]).strip() for row in await self._db.all(explained, **values)]
        return []


@pytest.fixture
async def made_up(db: Database) -> Database:
    await fill(db, history(2_500, LAST), ZONE)
    return db


async def test_each_report_is_counted_and_none_reads_a_whole_table(made_up: Database) -> None:
    explaining = Explaining(made_up)
    figures = SqlFigures(cast("Database", explaining))
    week = replace(YEAR, first=YEAR.last)
    for one in REPORTS:
        for by in one.by:
            await figures.counted(one.kinds or (Of.WAIT,), replace(week, by=by), lengths=one.has_lengths)
    await figures.replies(week)
    for of in (Of.HELD, Of.ONLINE, Of.BACKLOG):
        await figures.stretches(of, week, 0, 1 << 45)
    assert [plan for plan in explaining.plans if AND_THE_TABLE in plan] == []
    await figures.behind(Which(of=Of.WAIT, words=("gave_up", "lost")), week, week.last.toordinal(), 200)
    assert [plan for plan in explaining.plans if WHOLE_TABLE.search(plan)] == []
    assert "insight_figure_by_day" in " ".join(explaining.plans)
    counted = await every_report(made_up)
    assert len(counted) == sum(len(one.by) for one in REPORTS)
    assert [name for name, one in counted.items() if not one.figures] == []


async def test_a_history_filled_in_at_once_is_the_same_as_one_that_was_told_and_counted(db: Database) -> None:
    made = list(history(2_500, LAST))
    assert await fill(db, made, ZONE) == sum(map(len, made))
    assert await tallying(db).count() == 0
    at_once = [await db.all(one) for one in ALL]
    async with db.write() as tx:
        for one in EMPTIED:
            await tx.run(one)
    await tell(db, [fact for told in made for fact in told])
    await tallying(db).count()
    assert [await db.all(one) for one in ALL] == at_once
