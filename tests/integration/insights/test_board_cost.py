"""What the board costs: with ten thousand in line every count walks an index, on both engines."""

import re
from copy import copy
from typing import cast

import pytest
import sqlalchemy as sa

from walletdesk.conversations.store import archive
from walletdesk.conversations.store.tables import CONVERSATION
from walletdesk.kernel.clock import from_millis
from walletdesk.platform.db import Database, Statement, Whole, statement
from walletdesk.platform.db.statement import Compiled
from walletdesk.routing.store import entries
from walletdesk.sla.store import keeping
from walletdesk.surveys.store import reading as surveys

NUMBERS = {
    "sqlite": "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 10000)",
    "postgresql": "WITH t(n) AS (SELECT generate_series(1, 10000))",
}
ID = "'cnv_' || substr('0000000000' || n, -10)"
IDS = {"sqlite": ID, "postgresql": "'cnv_' || lpad(n\\:\\:text, 10, '0')"}
ENTRIES = (
    "INSERT INTO queue_entry(conversation, contact, pool, team, skill, level, language, priority, "
    "entered_at, asked_at, decided_at, rank_at, state, passed, left_reason) {numbers} "
    "SELECT {id}, 'con_1', '||1|' || CASE WHEN n % 2 = 0 THEN 'zh' ELSE 'en' END, '', '', 1, 'zh', 'normal', "
    "n, n, n, CASE WHEN n % 5 = 0 THEN n END, 'waiting', '', '' FROM t"
)
PROMISES = (
    "INSERT INTO sla_promise(conversation, metric, round, started_at, priority, channel, due_at, warn_at, "
    "state, ended_at) {numbers} SELECT {id}, 'first_reply', 1, n, 'normal', 'webchat', n + 5, n + 3, "
    "CASE WHEN n % 5 = 0 THEN 'running' ELSE 'met' END, CASE WHEN n % 5 = 0 THEN NULL ELSE n + 4 END FROM t"
)
SURVEYS = (
    "INSERT INTO survey(conversation, asked_at, id, contact, channel, locale, answered_at, overall) "
    "{numbers} SELECT {id}, n, 's' || {id}, 'con_1', 'webchat', 'zh', n, 5 FROM t"
)
TALK = {column.name: "n" if column.type is Whole else "''" for column in CONVERSATION.c}
TALK |= {"id": "{id}", "start_key": "{id}"}
TALKS = f"INSERT INTO conversation({', '.join(TALK)}) {{numbers}} SELECT {', '.join(TALK.values())} FROM t"  # noqa: S608 - names of columns
EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}
WHOLE_TABLE = re.compile(r"^SCAN (?!CONSTANT|pools|\w+ USING)|Seq Scan")
VALUES = {
    "most": 10,
    "now": 9_900,
    "since": 9_900,
    "step": 10,
    "first": "cnv_0000009900",
    "of": "||1|zh",
    **{f"id_{n}": "cnv_0000009900" for n in range(8)},
}
ASKED = {
    **{f"promises {n}": one for n, one in enumerate(keeping.EVERY)},
    "the head of a queue": entries.FIRST,
    "how much waits": entries.POOLS,
    "marks": surveys.GIVEN,
    "conversations begun": archive.BEGUN,
    "conversations by their ids": archive._several(8),
}


@pytest.fixture
async def full(db: Database) -> Database:
    async with db.write() as tx:
        for text in (ENTRIES, PROMISES, SURVEYS, TALKS):
            sql = text.format(numbers=NUMBERS[db.engine], id=IDS[db.engine])
            await tx.run(statement(sa.text(sql)))
    async with db.write() as tx:
        await tx.all(statement(sa.text("ANALYZE")))
    return db


class Explained:
    """The same statement, asked for its plan."""

    def __init__(self, asked: Statement, engine: str) -> None:
        self.plan: Compiled = copy(getattr(asked, engine))
        self.plan.sql = f"{EXPLAIN[engine]} {self.plan.sql}"

    @property
    def sqlite(self) -> Compiled:
        return self.plan

    postgresql = sqlite


async def steps(db: Database, asked: Statement) -> list[str]:
    """What its plan does, line by line."""
    rows = await db.all(cast("Statement", Explained(asked, db.engine)), **VALUES)
    return [str(row[-1]).strip() for row in rows]


@pytest.mark.parametrize("name", ASKED)
async def test_no_count_reads_a_whole_table(full: Database, name: str) -> None:
    plan = await steps(full, ASKED[name])
    assert [step for step in plan if WHOLE_TABLE.search(step)] == []
    assert plan


async def test_a_plan_that_reads_a_whole_table_would_be_seen(full: Database) -> None:
    plan = await steps(full, statement(sa.select(sa.func.count()).where(keeping.P.priority == "normal")))
    assert [step for step in plan if WHOLE_TABLE.search(step)]


async def test_queues_are_counted_exactly(full: Database) -> None:
    pools = await entries.SqlLines(full).pools()
    assert [(one.need.language, one.waiting) for one in pools] == [("en", 1000), ("zh", 1000)]
    owed = await keeping.SqlKeeping(full).owed_count(from_millis(9_903))
    assert (owed.all, owed.broken, owed.near) == (2000, 1979, 1)
