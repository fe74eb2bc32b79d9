"""What a report costs: each reads the figures of its kinds and days by their index, and nothing else."""

import re
from copy import copy
from dataclasses import replace
from typing import cast

import pytest

from walletdesk.app.bench.reports import YEAR, every_report, fill, tallying
from walletdesk.insights.reports.model.figures import Of
from walletdesk.insights.reports.model.reports import REPORTS
from walletdesk.insights.reports.model.tally import Which
from walletdesk.insights.reports.store import SqlFigures
from walletdesk.platform.db import Database, Row, Statement
from walletdesk.platform.db.statement import Compiled

EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}
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
    await fill(db, 2_500)
    await tallying(db).count()
    return db


async def test_each_report_is_counted_and_none_reads_a_whole_table(made_up: Database) -> None:
    explaining = Explaining(made_up)
    figures = SqlFigures(cast("Database", explaining))
    week = replace(YEAR, first=YEAR.last)
    for one in REPORTS:
        for by in one.by:
            await figures.counted(one.kinds or (Of.WAIT,), replace(week, by=by), lengths=one.has_lengths)
    await figures.replies(week)
    await figures.behind(Which(of=Of.WAIT, words=("gave_up", "lost")), week, week.last.toordinal(), 200)
    for of in (Of.HELD, Of.ONLINE, Of.BACKLOG):
        await figures.stretches(of, week, 0, 1 << 45)
    assert [plan for plan in explaining.plans if WHOLE_TABLE.search(plan)] == []
    assert "insight_figure_by_day" in " ".join(explaining.plans)
    counted = await every_report(made_up)
    assert len(counted) == sum(len(one.by) for one in REPORTS)
    assert [name for name, (_, figures) in counted.items() if not figures] == []
