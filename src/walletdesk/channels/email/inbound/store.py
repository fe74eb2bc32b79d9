"""What is kept of mails beside their messages, in SQL. The only file that knows these tables."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

import sqlalchemy as sa

from walletdesk.channels.email.inbound.model import MailItem, MailThread
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ConversationId, InboxId
from walletdesk.platform.db import (
    Database,
    Row,
    SqlWork,
    Text,
    Transaction,
    Whole,
    insert,
    statement,
    table,
    works,
)

MAIL_THREAD = table(
    "mail_thread",
    sa.Column("conversation", Text, primary_key=True),
    sa.Column("inbox", Text, nullable=False),
    sa.Column("address", Text, nullable=False),
    sa.Column("proven", Whole, nullable=False),
    sa.Column("subject", Text, nullable=False),
    sa.Column("refs", Text, nullable=False),  # the Message-IDs, a blank between two
)
MAIL_ITEM = table(
    "mail_item",
    sa.Column("conversation", Text, primary_key=True),
    sa.Column("seq", Whole, primary_key=True),
    sa.Column("arrival", Text, nullable=False, unique=True),
    sa.Column("address", Text, nullable=False),
    sa.Column("shown_sender", Text, nullable=False),
    sa.Column("message_id", Text, nullable=False),
    sa.Column("standing", Text, nullable=False),
    sa.Column("verified", Whole, nullable=False),
    sa.Column("cut", Whole, nullable=False),
    sa.Column("at", Whole, nullable=False),
)
_T, _I = MAIL_THREAD.c, MAIL_ITEM.c
_ITEM, _THREAD = (tuple(column.name for column in of.columns) for of in (MAIL_ITEM, MAIL_THREAD))
_which: sa.BindParameter[str] = sa.bindparam("which")
KEEP = statement(
    insert(MAIL_ITEM).values({name: sa.bindparam(name) for name in _ITEM}).on_conflict_do_nothing()
)
BEGIN = statement(
    insert(MAIL_THREAD).values({name: sa.bindparam(name) for name in _THREAD}).on_conflict_do_nothing()
)
FIND = statement(sa.select(MAIL_THREAD).where(_T.conversation == _which))
HOLD = statement(sa.select(MAIL_THREAD).where(_T.conversation == _which).with_for_update())
SAVE = statement(
    sa.update(MAIL_THREAD)
    .where(_T.conversation == _which)
    .values({name: sa.bindparam(name) for name in ("address", "proven", "refs")})
)
ITEMS = statement(
    sa.select(MAIL_ITEM).where(_I.conversation == _which).order_by(_I.seq).limit(sa.bindparam("most"))
)
OF_ARRIVAL = statement(sa.select(MAIL_ITEM).where(_I.arrival == _which))
MOST_ITEMS = 1_000


class SqlMailRows:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def keep(self, item: MailItem) -> None:
        await self._tx.run(
            KEEP,
            conversation=item.conversation,
            seq=item.seq,
            arrival=item.arrival,
            address=item.address,
            shown_sender=item.shown_sender,
            message_id=item.message_id,
            standing=item.standing,
            verified=int(item.verified),
            cut=int(item.cut),
            at=millis(item.at),
        )

    async def begin(self, thread: MailThread) -> None:
        await self._tx.run(
            BEGIN,
            conversation=thread.conversation,
            subject=thread.subject,
            inbox=thread.inbox,
            **_moving(thread),
        )

    async def hold(self, conversation: ConversationId) -> MailThread | None:
        row = await self._tx.one(HOLD, which=conversation)
        return _thread(row) if row else None

    async def save(self, thread: MailThread) -> None:
        await self._tx.run(SAVE, which=thread.conversation, **_moving(thread))


class SqlMailReading:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def thread(self, conversation: ConversationId) -> MailThread | None:
        row = await self._db.one(FIND, which=conversation)
        return _thread(row) if row else None

    async def items(self, conversation: ConversationId) -> Sequence[MailItem]:
        return [_item(row) for row in await self._db.all(ITEMS, which=conversation, most=MOST_ITEMS)]

    async def of_arrival(self, arrival: str) -> MailItem | None:
        row = await self._db.one(OF_ARRIVAL, which=arrival)
        return _item(row) if row else None


class MailRowWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.rows = SqlMailRows(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[MailRowWork]]:
    return works(db, MailRowWork)


def _moving(thread: MailThread) -> dict[str, str | int]:
    return {"address": thread.address, "proven": int(thread.proven), "refs": " ".join(thread.references)}


def _thread(row: Row) -> MailThread:
    kept = dict(zip(_THREAD, row, strict=True))
    return MailThread(
        conversation=ConversationId(kept["conversation"]),
        inbox=InboxId(kept["inbox"]),
        address=kept["address"],
        proven=bool(kept["proven"]),
        subject=kept["subject"],
        references=tuple(kept["refs"].split()),
    )


def _item(row: Row) -> MailItem:
    kept = dict(zip(_ITEM, row, strict=True))
    return MailItem(
        conversation=ConversationId(kept["conversation"]),
        seq=kept["seq"],
        arrival=kept["arrival"],
        address=kept["address"],
        shown_sender=kept["shown_sender"],
        message_id=kept["message_id"],
        standing=kept["standing"],
        verified=bool(kept["verified"]),
        cut=bool(kept["cut"]),
        at=from_millis(kept["at"]),
    )
