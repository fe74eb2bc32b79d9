"""Facts and figures in SQL, on both engines: the same as by looking at every one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from tests.support.reports import BERLIN, MONDAY, SATURDAY, MemoryFigures, facts, figures, two_hundred
from walletdesk.insights.reports.model.facts import Did, Fact
from walletdesk.insights.reports.model.figures import Of
from walletdesk.insights.reports.model.reports import REPORTS, By
from walletdesk.insights.reports.model.tally import Counted, Which
from walletdesk.insights.reports.ports import Asked, Stale
from walletdesk.insights.reports.service.counting import Recording, Tallying
from walletdesk.insights.reports.store import SqlFacts, SqlFigures, open_work
from walletdesk.platform.db import Database, Row, statement

NOW = datetime(2026, 3, 31, 10, tzinfo=UTC)
ALL = Asked(first=SATURDAY, last=MONDAY, by=By.DAY)
EVERY = statement(text("select * from insight_figure order by about, number"))
TABLES = ("insight_fact", "insight_figure", "insight_about")
HOW_MANY = [statement(text(f"select count(*) from {table}")) for table in TABLES]  # noqa: S608 - our own
FOREVER = 1 << 45


def tallying(db: Database, keep: timedelta = timedelta(days=800), now: datetime = NOW) -> Tallying:
    return Tallying(open_work=open_work(db), facts=SqlFacts(db), zone=BERLIN, keep=keep, clock=lambda: now)


async def tell(db: Database, told: Sequence[Fact]) -> None:
    await Recording(open_work=open_work(db), clock=lambda: NOW).tell(told)


async def kept(db: Database) -> list[Row]:
    return await db.all(EVERY)


@pytest.fixture
async def filled(db: Database) -> Database:
    await tell(db, facts(two_hundred()))
    await tallying(db).count()
    return db


async def test_every_report_is_the_same_as_by_looking_at_every_one(filled: Database) -> None:
    plain, stored = MemoryFigures(figures(facts(two_hundred()))), SqlFigures(filled)
    for one in (report for report in REPORTS if report.kinds):
        for by in one.by:
            for asked in (replace(ALL, by=by), replace(ALL, by=by, team="tea_front", language="zh")):
                found, expected = [
                    await some.counted(one.kinds, asked, lengths=one.has_lengths) for some in (stored, plain)
                ]
                assert together(found) == together(expected)
    assert await stored.replies(ALL) == await plain.replies(ALL)
    for of in (Of.HELD, Of.ONLINE, Of.BACKLOG):
        both = [await some.stretches(of, ALL, 0, FOREVER) for some in (stored, plain)]
        assert sorted(map(repr, both[0])) == sorted(map(repr, both[1]))
        own = [await some.stretches(of, ALL, 0, FOREVER, agent="agt_ana") for some in (stored, plain)]
        assert sorted(map(repr, own[0])) == sorted(map(repr, own[1]))
        assert {one.agent for one in own[0]} <= {"agt_ana"}
    assert await stored.replies(ALL, agent="agt_bo") == await plain.replies(ALL, agent="agt_bo") != {}
    gave_up = Which(of=Of.WAIT, words=("gave_up", "lost"))
    for key, by in (("webchat", By.CHANNEL), (SATURDAY.toordinal(), By.DAY), (5, By.WEEKDAY), (14, By.HOUR)):
        asked = replace(ALL, by=by)
        behind = [await some.behind(gave_up, asked, key, 9) for some in (stored, plain)]
        assert behind[0] == behind[1] != []


def together(rows: Sequence[tuple[str | int, Counted]]) -> dict[object, tuple[int, list[int]]]:
    found: dict[object, tuple[int, list[int]]] = {}
    for key, one in rows:
        alike = (key, one.of, one.word, one.value)
        n, lengths = found.get(alike, (0, []))
        found[alike] = n + one.n, sorted([*lengths, *one.lengths])
    return found


async def test_told_again_it_counts_once(filled: Database) -> None:
    before = await kept(filled)
    await tell(filled, facts(two_hundred())[:90])
    await tallying(filled).count()
    assert await kept(filled) == before


async def test_one_by_one_and_counted_in_between_it_is_the_same_as_rebuilt(db: Database) -> None:
    told = facts(two_hundred())
    for begin in range(0, len(told), 40):
        await tell(db, told[begin : begin + 40])
        await tallying(db).count()
    step_by_step = await kept(db)
    assert await tallying(db).rebuild() == 26  # 24 conversations and two agents
    assert await kept(db) == step_by_step
    assert len(step_by_step) == len(figures(told))


async def test_what_is_told_while_it_is_counted_is_counted_the_next_time(filled: Database) -> None:
    late = Fact(about="cnv_b3", at=FOREVER, did=Did.RESOLVED, word="agent")
    await tell(filled, [late])
    stale = await SqlFacts(filled).stale(5)
    await tell(filled, [replace(late, at=FOREVER + 1, did=Did.CLOSED)])
    before = await kept(filled)
    async with open_work(filled)() as work:
        await work.count([(stale[0], [])])
    assert await kept(filled) == before
    assert await SqlFacts(filled).stale(5) == [Stale(about="cnv_b3", mark=stale[0].mark + 1)]


async def test_what_is_too_old_is_forgotten(filled: Database) -> None:
    sunday_noon = datetime(2026, 3, 29, 10, tzinfo=UTC)
    await tallying(filled, timedelta(days=31), sunday_noon + timedelta(days=31)).sweep()
    left = {row[0] for row in await kept(filled)}
    assert left == {"agt_ana", "agt_bo", "cnv_08", "cnv_09", "cnv_10", "cnv_b3", "cnv_b4", "cnv_b5", "cnv_b6",
                    "cnv_b7", "cnv_b8", "cnv_s2", "cnv_s4"}  # fmt: skip
    await tallying(filled, timedelta(days=31), NOW + timedelta(days=400)).sweep()
    counts = [(await filled.all(one))[0][0] for one in HOW_MANY]
    assert counts == [0, 0, 0]
