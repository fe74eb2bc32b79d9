"""How long each report takes over a history of a million facts, and how much room that needs.

On SQLite, and on PostgreSQL where ``BENCH_POSTGRESQL`` names an empty database.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa

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

FACTS, SLOWEST = 1_000_000, 2.0
LAST = date(2026, 6, 30)
ZONE = ZoneInfo("Asia/Shanghai")
YEAR = Asked(first=LAST - timedelta(days=DAYS - 1), last=LAST, by=By.DAY)
BLOCK = 400  # conversations to a block
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
        filled = await _timed(lambda: fill(db, FACTS))
        counted = await _timed(tallying(db).count)
        await _settled(db)
        took = {name: spent for name, (spent, _) in (await every_report(db)).items()}
        slowest = max(took, key=lambda name: took[name])
        size = await _megabytes(db)
    finally:
        await db.close()
    more: dict[str, object] = {name: round(spent, 3) for name, spent in took.items()}
    return [
        Result(
            name=f"slowest report of {FACTS:,} facts, {engine}",
            value=round(took[slowest], 3),
            unit="s",
            aim=f"<= {SLOWEST:.0f}",
            reached=took[slowest] <= SLOWEST,
            more=more,
        ),
        Result(name=f"the same on disk, {engine}", value=size, unit="MB"),
        Result(
            name=f"counting them all anew, {engine}",
            value=round(counted[0], 1),
            unit="s",
            more={"conversations and agents": counted[1], "seconds to write the facts": round(filled[0], 1)},
        ),
    ]


async def fill(db: Database, facts: int) -> int:
    work, written = open_work(db), 0
    for block in _blocks(history(facts, LAST)):
        told: Sequence[Fact] = [fact for one in block for fact in one]
        async with work() as writing:
            await writing.tell(told)
        written += len(told)
    return written


def _blocks(told: Iterable[list[Fact]]) -> Iterator[list[list[Fact]]]:
    rest = iter(told)
    while block := list(islice(rest, BLOCK)):
        yield block


def tallying(db: Database) -> Tallying:
    return Tallying(
        open_work=open_work(db), facts=SqlFacts(db), zone=ZONE, keep=timedelta(days=DAYS), clock=utc_now
    )


async def every_report(db: Database) -> dict[str, tuple[float, int]]:
    """The year by everything it can be counted by: seconds, and figures it was counted from."""
    reporting = Reporting(
        figures=SqlFigures(db), names=_Nameless(), talks=_Unseen(), clock=utc_now, zone=ZONE
    )
    found = {}
    for one in REPORTS:
        for by in one.by:
            asked = Asked(first=YEAR.first, last=YEAR.last, by=by)
            spent, made = await _timed(lambda one=one, asked=asked: reporting.make(one.name, asked, "en"))  # type: ignore[misc]
            found[f"{one.name} by {by.value}"] = spent, made.figures
    return found


async def _timed(work: Callable[[], Awaitable[T]]) -> tuple[float, T]:
    begin = time.perf_counter()
    done = await work()
    return time.perf_counter() - begin, done


async def _settled(db: Database) -> None:
    """As a server that has run for a while: its planner knows the tables."""
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

    async def capacities(self) -> Mapping[str, int]:
        return {}


class _Unseen:
    """No report asks for a conversation."""

    async def seen_by(
        self, viewer: AgentViewer, ids: Collection[ConversationId]
    ) -> Mapping[ConversationId, Talk]:
        return {}
