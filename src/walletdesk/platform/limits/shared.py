"""Counting in the database: what several nodes must agree on, and what a restart must not forget."""

from datetime import datetime

import sqlalchemy as sa

from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.errors import TooMany
from walletdesk.platform.db import Database, Text, Whole, insert, statement, table

LIMIT_COUNT = table(
    "limit_count",
    sa.Column("key", Text, primary_key=True),
    sa.Column("empty_at", Whole, nullable=False),  # when the bucket of this key will be empty again
)
_C = LIMIT_COUNT.c
sa.Index("limit_count_empty", _C.empty_at)

_now, _share = sa.bindparam("now", type_=Whole), sa.bindparam("share", type_=Whole)
_from = sa.case((_C.empty_at > _now, _C.empty_at), else_=_now)
_first = insert(LIMIT_COUNT).values(key=sa.bindparam("key"), empty_at=sa.bindparam("first", type_=Whole))
HIT = statement(
    _first.on_conflict_do_update(
        index_elements=["key"],
        set_={"empty_at": _from + _share},
        where=_from + _share <= sa.bindparam("full", type_=Whole),
    ).returning(_C.empty_at)
)
FIND = statement(sa.select(_C.empty_at).where(_C.key == sa.bindparam("key")))
FORGET = statement(sa.delete(LIMIT_COUNT).where(_C.empty_at <= sa.bindparam("now")))


class SharedLimiter:
    """The leaking bucket of ``MemoryLimiter`` in one statement: of two nodes at once exactly ``n`` pass."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def hit(self, key: str, n: int, seconds: int) -> None:
        now, whole = millis(self._clock()), seconds * 1000
        share = whole // n
        async with self._db.write() as tx:
            row = await tx.one(HIT, key=key, now=now, share=share, first=now + share, full=now + whole)
        if row is None:
            held = await self._db.one(FIND, key=key)
            empty_at = int(held[0]) if held else now
            raise TooMany(retry_after=max(1, -(-(empty_at + share - whole - now) // 1000)))

    async def forget(self, now: datetime) -> None:
        """Buckets that are empty say nothing any more."""
        async with self._db.write() as tx:
            await tx.run(FORGET, now=millis(now))
