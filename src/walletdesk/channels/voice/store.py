"""The simulated exchange's calls in SQL. The only file that knows their table."""

import sqlalchemy as sa

from walletdesk.channels.voice.ports import Simulated
from walletdesk.kernel.ids import CallId
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db import Database, Text, Whole, insert, statement, table

SIMULATED = table(
    "simulated_call",
    sa.Column("call", Text, primary_key=True),
    sa.Column("digits", Text, nullable=False),
    sa.Column("extended", Whole, nullable=False),
    sa.Column("told", Whole, nullable=False),
    sa.Column("over", Whole, nullable=False),
)
_S = SIMULATED.c
_its = _S.call == sa.bindparam("which")
OPEN = statement(
    insert(SIMULATED)
    .values(call=sa.bindparam("call"), digits=sa.bindparam("digits"), extended=0, told=0, over=0)
    .on_conflict_do_nothing(index_elements=["call"])
    .returning(_S.call)
)
EXTEND = statement(
    sa.update(SIMULATED).where(_its, _S.extended == 0, _S.over == 0).values(extended=1).returning(_S.call)
)
FIND = statement(sa.select(SIMULATED).where(_its))
TELL = statement(
    sa.update(SIMULATED)
    .where(_its, _S.told == sa.bindparam("before"))
    .values(told=_S.told + 1)
    .returning(_S.call)
)
CLOSE = statement(sa.update(SIMULATED).where(_its).values(over=1))


class SqlExchange:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def open(self, call: CallId, digits: str, then: Job) -> None:
        async with self._db.write() as tx:
            if await tx.one(OPEN, call=call, digits=digits):
                tx.schedule(then)

    async def extend(self, call: CallId, then: Job) -> None:
        async with self._db.write() as tx:
            if await tx.one(EXTEND, which=call):
                tx.schedule(then)

    async def find(self, call: CallId) -> Simulated | None:
        row = await self._db.one(FIND, which=call)
        if row is None:
            return None
        known, digits, extended, told, over = row
        return Simulated(
            call=CallId(known), digits=digits, extended=bool(extended), told=told, over=bool(over)
        )

    async def tell(self, found: Simulated, then: Job | None) -> None:
        async with self._db.write() as tx:
            if await tx.one(TELL, which=found.call, before=found.told) and then is not None:
                tx.schedule(then)

    async def close(self, call: CallId) -> None:
        async with self._db.write() as tx:
            await tx.run(CLOSE, which=call)
