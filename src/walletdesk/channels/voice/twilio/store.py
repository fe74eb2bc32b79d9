"""What was asked of Twilio, in SQL. The only file that knows its table."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from walletdesk.channels.voice.twilio.model import Kept, Leg
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import CallId
from walletdesk.platform.db import Database, Text, Whole, insert, statement, table

PHONE_LINE = table(
    "phone_line",
    sa.Column("call", Text, primary_key=True),
    sa.Column("leg", Text, primary_key=True),
    sa.Column("asked_at", Whole, nullable=False),
    sa.Column("sid", Text, nullable=False),
    sa.Column("over", Whole, nullable=False),
)
_P = PHONE_LINE.c
_of_call = _P.call == sa.bindparam("which")
_its = sa.and_(_of_call, _P.leg == sa.bindparam("whose"))
CLAIM = statement(
    insert(PHONE_LINE)
    .values(call=sa.bindparam("call"), leg=sa.bindparam("leg"), asked_at=sa.bindparam("at"), sid="", over=0)
    .on_conflict_do_nothing(index_elements=["call", "leg"])
    .returning(_P.call)
)
RELEASE = statement(sa.delete(PHONE_LINE).where(_its, _P.sid == ""))
NAME = statement(sa.update(PHONE_LINE).where(_its, _P.sid == "").values(sid=sa.bindparam("named")))
OF_CALL = statement(sa.select(_P.leg, _P.sid, _P.over).where(_of_call).order_by(_P.leg))
CLOSE = statement(sa.update(PHONE_LINE).where(_of_call).values(over=1))


class SqlLines:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def claim(self, call: CallId, leg: Leg, at: datetime) -> bool:
        async with self._db.write() as tx:
            return await tx.one(CLAIM, call=call, leg=leg.value, at=millis(at)) is not None

    async def release(self, call: CallId, leg: Leg) -> None:
        async with self._db.write() as tx:
            await tx.run(RELEASE, which=call, whose=leg.value)

    async def name(self, call: CallId, leg: Leg, sid: str) -> None:
        async with self._db.write() as tx:
            await tx.run(NAME, which=call, whose=leg.value, named=sid)

    async def of(self, call: CallId) -> Sequence[Kept]:
        rows = await self._db.all(OF_CALL, which=call)
        return [Kept(call=call, leg=Leg(leg), sid=sid, over=bool(over)) for leg, sid, over in rows]

    async def close(self, call: CallId) -> None:
        async with self._db.write() as tx:
            await tx.run(CLOSE, which=call)
