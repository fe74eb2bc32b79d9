"""How long each report takes over a history of a million facts, and how much room that needs.

On SQLite, and on PostgreSQL where ``BENCH_POSTGRESQL`` names an empty database.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from walletdesk.app.bench.filling import fill
from walletdesk.app.bench.history import DAYS, TEAMS, TOPICS, history
from walletdesk.app.bench.measuring import Report, Result
from walletdesk.app.bench.server import Bench
from walletdesk.app.migrations import migrate
from walletdesk.insights.reports import Asked, Reporting, Talk, Tallying
from walletdesk.insights.reports.model.facts import Fact
from walletdesk.insights.reports.model.reports import REPORTS, By
from walletdesk.insights.reports.store import SqlFacts, SqlFigures, open_work
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.platform.db import Database, open_database, statement
from walletdesk.platform.db.postgres import PostgresDatabase

FACTS, SLOWEST = 1_000_000, 2.0
LAST = date(2026, 6, 30)
ZONE = ZoneInfo("Asia/Shanghai")
YEAR = Asked(first=LAST - timedelta(days=DAYS - 1), last=LAST, by=By.DAY)
AS_TOLD = 20_000  # of them told and counted as on a server
TRIES = 3
T = TypeVar("T")


def measure(bench: Bench, report: Report, seconds: float) -> None:
    urls = {"SQLite": bench.settings.database_url}
    if other := os.environ.get("BENCH_POSTGRESQL"):
        urls["PostgreSQL"] = other
    for engine, url in urls.items():
        for result in asyncio.run(_measured(engine, url)):
            report.add(result)


async def _measured(engine: str, url: str) -> list[Result]:
    await migrate(url)
    db = await open_database(url)
    try:
        filled, facts = await _timed(lambda: fill(db, history(FACTS - AS_TOLD, LAST), ZONE))
        counted, more = await _timed(lambda: _told_and_counted(db))
        await _settled(db)
        took = await every_report(db, TRIES)
        size = await _megabytes(db)
    finally:
        await db.close()
    slowest = max(took, key=lambda name: took[name].median)
    return [
        Result(
            name=f"slowest report of {facts + more:,} facts, {engine}",
            value=round(took[slowest].median, 3),
            unit="s",
            aim=f"<= {SLOWEST:.0f}",
            reached=took[slowest].median <= SLOWEST,
            more={"median, best, CPU of this process": {name: one.told for name, one in took.items()}},
        ),
        Result(name=f"the same on disk, {engine}", value=size, unit="MB"),
        Result(
            name=f"telling and counting {more:,} of them, {engine}",
            value=round(counted, 1),
            unit="s",
            more={"seconds to write the others": round(filled, 1)},
        ),
    ]


async def _told_and_counted(db: Database) -> int:
    """As it happens on a server; every fact this way would take many minutes."""
    told = [fact for one in history(AS_TOLD, LAST, seed=2) for fact in one]
    await tell(db, told)
    await tallying(db).count()
    return len(told)


async def tell(db: Database, told: Sequence[Fact]) -> None:
    async with open_work(db)() as writing:
        await writing.tell(told)


def tallying(db: Database) -> Tallying:
    return Tallying(
        open_work=open_work(db), facts=SqlFacts(db), zone=ZONE, keep=timedelta(days=DAYS), clock=utc_now
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """Seconds of several tries; ``figures``: how many the report was counted from."""

    tries: Sequence[float]
    cpu: Sequence[float]
    figures: int

    @property
    def median(self) -> float:
        return median(self.tries)

    @property
    def told(self) -> Sequence[float]:
        return [round(seconds, 3) for seconds in (self.median, min(self.tries), median(self.cpu))]


async def every_report(db: Database, tries: int = 1) -> dict[str, Took]:
    """The year by everything it can be counted by."""
    reporting = Reporting(
        figures=SqlFigures(db),
        names=_Nameless(),
        talks=_Unseen(),
        aside=asyncio.to_thread,
        clock=utc_now,
        zone=ZONE,
    )
    found = {}
    for one in REPORTS:
        for by in one.by:
            asked = Asked(first=YEAR.first, last=YEAR.last, by=by)
            found[f"{one.name} by {by.value}"] = await _tried(reporting, one.name, asked, tries)
    return found


async def _tried(reporting: Reporting, name: str, asked: Asked, tries: int) -> Took:
    spent, cpu, figures = [], [], 0
    for _ in range(tries):
        begun = time.process_time()
        seconds, made = await _timed(lambda: reporting.make(name, asked, "en"))
        cpu.append(time.process_time() - begun)
        spent.append(seconds)
        figures = made.figures
    return Took(tries=spent, cpu=cpu, figures=figures)


async def _timed(work: Callable[[], Awaitable[T]]) -> tuple[float, T]:
    begin = time.perf_counter()
    done = await work()
    return time.perf_counter() - begin, done


async def _settled(db: Database) -> None:
    """As a server that has run for a while: the planner knows the tables and what is dead in them."""
    if isinstance(db, PostgresDatabase):
        connection = await db.borrow()  # outside of any transaction, as a vacuum must be
        try:
            await connection.execute("VACUUM (ANALYZE)", timeout=300)
        finally:
            await db.give_back(connection)
        return
    async with db.write() as tx:
        await tx.all(statement(sa.text("ANALYZE")))


async def _megabytes(db: Database) -> float:
    asked = {
        "sqlite": "select page_count * page_size from pragma_page_count(), pragma_page_size()",
        "postgresql": "select pg_database_size(current_database())",
    }
    row = await db.one(statement(sa.text(asked[db.engine])))
    return round(row[0] / 1e6, 1) if row else 0.0


class _Nameless:
    async def teams(self) -> Mapping[str, str]:
        return {team: team for team in TEAMS}

    async def agents(self) -> Mapping[str, str]:
        return {}

    async def topics(self, locale: str) -> Mapping[str, str]:
        return {topic: topic for topic in TOPICS}

    async def weights(self) -> Mapping[str, int]:
        return {}

    async def capacities(self) -> Mapping[str, int]:
        return {}


class _Unseen:
    """No report asks for a conversation."""

    async def seen_by(
        self, viewer: AgentViewer, ids: Collection[ConversationId]
    ) -> Mapping[ConversationId, Talk]:
        return {}
