"""Evidence and its chain in SQL; the bytes lie in the blob store."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

import sqlalchemy as sa

from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import TicketId
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
from walletdesk.tickets.evidence.model import End, Evidence, Form, Source
from walletdesk.tickets.model import What
from walletdesk.tickets.store import CHANGE, SqlTickets

EVIDENCE = table(
    "ticket_evidence",
    sa.Column("ticket", Text, primary_key=True),
    sa.Column("seq", Whole, primary_key=True, autoincrement=False),
    sa.Column("form", Text, nullable=False),
    sa.Column("source", Text, nullable=False),
    sa.Column("name", Text, nullable=False),
    sa.Column("type", Text, nullable=False),
    sa.Column("size", Whole, nullable=False),
    sa.Column("sha256", Text, nullable=False),
    sa.Column("arrived", Text, nullable=False),
    sa.Column("unread", Whole, nullable=False),
    sa.Column("at", Whole, nullable=False),
    sa.Column("agent", Text, nullable=False),
    sa.Column("by", Text, nullable=False),
    sa.Column("role", Text, nullable=False),
    sa.Column("blob", Text),
    sa.Column("text", Text, nullable=False),
    sa.Column("previous", Text, nullable=False),
    sa.Column("hash", Text, nullable=False),
    sa.Column("seal", Text, nullable=False),
)
_E = EVIDENCE.c
sa.Index("ticket_evidence_blob", _E.blob)
END = table(
    "ticket_evidence_end",
    sa.Column("ticket", Text, primary_key=True),
    sa.Column("seq", Whole, nullable=False),
    sa.Column("hash", Text, nullable=False),
    sa.Column("seal", Text, nullable=False),
)
_COLUMNS = tuple(column.name for column in EVIDENCE.columns)
_END = tuple(column.name for column in END.columns)
_of_ticket = _E.ticket == sa.bindparam("ticket")
OF_TICKET = statement(sa.select(EVIDENCE).where(_of_ticket).order_by(_E.seq))
FIND = statement(sa.select(EVIDENCE).where(_of_ticket, _E.seq == sa.bindparam("seq")))
SIZE = statement(sa.select(sa.func.coalesce(sa.func.sum(_E.size), 0)).where(_of_ticket))
OF_BLOB = statement(sa.select(_E.seq).where(_E.blob == sa.bindparam("blob")).limit(1))
THE_END = statement(sa.select(END).where(END.c.ticket == sa.bindparam("ticket")))
TOLD = statement(
    sa.select(sa.func.count())
    .select_from(CHANGE)
    .where(CHANGE.c.ticket == sa.bindparam("ticket"), CHANGE.c.what == sa.bindparam("what"))
)
ADD = statement(sa.insert(EVIDENCE).values({name: sa.bindparam(name) for name in _COLUMNS}))
_ends = insert(END).values({name: sa.bindparam(name) for name in _END})
PUT_END = statement(
    _ends.on_conflict_do_update(
        index_elements=["ticket"], set_={name: _ends.excluded[name] for name in _END if name != "ticket"}
    )
)


class SqlEvidence:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def list(self, ticket: TicketId) -> Sequence[Evidence]:
        return [_evidence(row) for row in await self._db.all(OF_TICKET, ticket=ticket)]

    async def find(self, ticket: TicketId, seq: int) -> Evidence | None:
        row = await self._db.one(FIND, ticket=ticket, seq=seq)
        return _evidence(row) if row else None

    async def end(self, ticket: TicketId) -> End | None:
        row = await self._db.one(THE_END, ticket=ticket)
        return _end(row) if row else None

    async def told(self, ticket: TicketId) -> int:
        row = await self._db.one(TOLD, ticket=ticket, what=What.EVIDENCE.value)
        return int(row[0]) if row else 0

    async def is_used(self, blob: str) -> bool:
        """For the sweep of orphans."""
        return await self._db.one(OF_BLOB, blob=blob) is not None


class SqlChain:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def size(self, ticket: TicketId) -> int:
        row = await self._tx.one(SIZE, ticket=ticket)
        return int(row[0]) if row else 0

    async def end(self, ticket: TicketId) -> End | None:
        row = await self._tx.one(THE_END, ticket=ticket)
        return _end(row) if row else None

    async def add(self, row: Evidence, end: End) -> None:
        await self._tx.run(
            ADD,
            ticket=row.ticket,
            seq=row.seq,
            form=row.form.value,
            source=row.source.value,
            name=row.name,
            type=row.type,
            size=row.size,
            sha256=row.sha256,
            arrived=row.arrived,
            unread=int(row.unread),
            at=millis(row.at),
            agent=row.agent,
            by=row.by,
            role=row.role,
            blob=row.blob,
            text=row.text,
            previous=row.previous,
            hash=row.hash,
            seal=row.seal,
        )
        await self._tx.run(PUT_END, ticket=end.ticket, seq=end.seq, hash=end.hash, seal=end.seal)


class EvidenceWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.tickets = SqlTickets(tx)
        self.chain = SqlChain(tx)
        self.audit = audit


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[EvidenceWork]]:
    return works(db, lambda tx: EvidenceWork(tx, audit(tx)))


def _evidence(row: Row) -> Evidence:
    kept = dict(zip(_COLUMNS, row, strict=True))
    changed = {
        "form": Form(kept["form"]),
        "source": Source(kept["source"]),
        "unread": bool(kept["unread"]),
        "at": from_millis(kept["at"]),
    }
    return Evidence(**kept | changed)


def _end(row: Row) -> End:
    return End(**dict(zip(_END, row, strict=True)))
