"""Where mailboxes were read up to, in SQL. The only file that knows its table."""

from datetime import datetime

import sqlalchemy as sa

from walletdesk.channels.email.wire.model import Cursor
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import InboxId
from walletdesk.platform.db import Database, Text, Whole, insert, statement, table

MAILBOX_CURSOR = table(
    "mailbox_cursor",
    sa.Column("inbox", Text, primary_key=True),
    sa.Column("mailbox", Text, primary_key=True),
    sa.Column("validity", Whole, nullable=False),
    sa.Column("last", Whole, nullable=False),
    sa.Column("since", Whole, nullable=False),
    sa.Column("holder", Text, nullable=False),
    sa.Column("until", Whole, nullable=False),
)
_C = MAILBOX_CURSOR.c
_which = (_C.inbox == sa.bindparam("which"), _C.mailbox == sa.bindparam("box"))
_mine = (*_which, _C.holder == sa.bindparam("me"))
BEGIN = statement(
    insert(MAILBOX_CURSOR)
    .values({column.name: sa.bindparam(column.name) for column in _C})
    .on_conflict_do_nothing(index_elements=["inbox", "mailbox"])
)
CLAIM = statement(
    sa.update(MAILBOX_CURSOR)
    .where(*_which, sa.or_(_C.until <= sa.bindparam("now"), _C.holder == sa.bindparam("me")))
    .values(holder=sa.bindparam("me"), until=sa.bindparam("held_until"))
    .returning(_C.validity, _C.last, _C.since)
)
SAVE = statement(
    sa.update(MAILBOX_CURSOR)
    .where(*_mine)
    .values(validity=sa.bindparam("new_validity"), last=sa.bindparam("new_last"))
)
RELEASE = statement(sa.update(MAILBOX_CURSOR).where(*_mine).values(until=0))


class SqlCursors:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def claim(
        self, inbox: InboxId, mailbox: str, holder: str, now: datetime, until: datetime
    ) -> Cursor | None:
        begun = {"validity": 0, "last": 0, "since": millis(now), "holder": holder, "until": 0}
        held = {"me": holder, "now": millis(now), "held_until": millis(until)}
        async with self._db.write() as tx:
            await tx.run(BEGIN, inbox=inbox, mailbox=mailbox, **begun)
            row = await tx.one(CLAIM, which=inbox, box=mailbox, **held)
        return Cursor(validity=row[0], last=row[1], since=from_millis(row[2])) if row else None

    async def save(self, inbox: InboxId, mailbox: str, holder: str, cursor: Cursor) -> bool:
        new = {"new_validity": cursor.validity, "new_last": cursor.last}
        async with self._db.write() as tx:
            return await tx.run(SAVE, which=inbox, box=mailbox, me=holder, **new) == 1

    async def release(self, inbox: InboxId, mailbox: str, holder: str) -> None:
        async with self._db.write() as tx:
            await tx.run(RELEASE, which=inbox, box=mailbox, me=holder)
