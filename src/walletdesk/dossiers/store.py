"""Dossiers in SQL. The only file that knows their tables."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from itertools import zip_longest
from typing import Final

import msgspec
import sqlalchemy as sa

from walletdesk.conversations import Withdrawn
from walletdesk.dossiers.model import FAR, FIRST_NUMBER, LEASE, Dossier, Entry, Finding, Hold, Sort, State
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ConversationId
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

MOST_CARRIED_OUT: Final = 200  # payments that one is compared with
DOSSIER = table(
    "dossier",
    sa.Column("id", Text, primary_key=True),
    sa.Column("number", Whole, nullable=False, unique=True),
    sa.Column("conversation", Text, nullable=False),
    sa.Column("tx", Text, nullable=False),
    sa.Column("possible", Text, nullable=False),  # JSON
    sa.Column("opened_at", Whole, nullable=False),
    sa.Column("opened_by", Text, nullable=False),
    sa.Column("locale", Text, nullable=False),
    sa.Column("chain", Text, nullable=False),
    sa.Column("sender", Text, nullable=False),
    sa.Column("nonce", Whole),
    sa.Column("named", Text, nullable=False),
    sa.Column("meant", Text, nullable=False),
    sa.Column("coins", Text, nullable=False),
    sa.Column("last_block", Whole),
    sa.Column("held", Text),  # JSON
    sa.Column("state", Text, nullable=False),
    sa.Column("finding", Text),  # JSON
    sa.Column("since", Whole),
    sa.Column("seen", Whole, nullable=False),
    sa.Column("told", Text, nullable=False),
    sa.Column("awaited", Whole, nullable=False),
    sa.Column("tellings", Whole, nullable=False),
    sa.Column("turn", Whole, nullable=False),
    sa.Column("heard", Whole, nullable=False),
    sa.Column("checked_at", Whole),
    sa.Column("next_at", Whole),
    sa.Column("seq", Whole, nullable=False),
    sa.Column("digest", Text, nullable=False),
    sa.UniqueConstraint("conversation", "tx"),
)
_D = DOSSIER.c
_IS_WATCHED = sa.text("next_at IS NOT NULL")
sa.Index("dossier_due", _D.next_at, sqlite_where=_IS_WATCHED, postgresql_where=_IS_WATCHED)
ENTRY = table(
    "dossier_entry",
    sa.Column("dossier", Text, primary_key=True),
    sa.Column("seq", Whole, primary_key=True),
    sa.Column("text", Text, nullable=False),
    sa.Column("digest", Text, nullable=False),
)
COUNTER = table(
    "dossier_counter",
    sa.Column("id", Whole, primary_key=True, autoincrement=False),
    sa.Column("last", Whole, nullable=False),
)

_COLUMNS: Final = tuple(column.name for column in DOSSIER.columns)
_SAVED: Final = tuple(name for name in _COLUMNS if name not in {"id", "number", "conversation", "tx"})
_all = sa.select(DOSSIER)
_by_id = _all.where(_D.id == sa.bindparam("id"))
_of = _all.where(_D.conversation == sa.bindparam("conversation")).order_by(_D.number)
_PLACES: Final = tuple(f"talk_{n}" for n in range(50))  # of a contact who wrote more often: the latest
CARRIED_OUT = statement(
    _all.where(
        _D.conversation.in_([sa.bindparam(place) for place in _PLACES]),
        _D.chain != "",
        _D.finding.is_not(None),
    )
    .order_by(_D.number.desc())
    .limit(MOST_CARRIED_OUT)
)
FIND, HOLD = statement(_by_id), statement(_by_id.with_for_update())
OF, HOLD_OF = statement(_of), statement(_of.with_for_update())
_count = insert(COUNTER).values(id=sa.bindparam("one"), last=sa.bindparam("first"))
NEXT_NUMBER = statement(
    _count.on_conflict_do_update(index_elements=["id"], set_={"last": COUNTER.c.last + 1}).returning(
        COUNTER.c.last
    )
)
ADD = statement(
    insert(DOSSIER)
    .values({name: sa.bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["conversation", "tx"])
    .returning(_D.id)
)
_save = (
    sa.update(DOSSIER)
    .where(_D.id == sa.bindparam("which"))
    .values({name: sa.bindparam(name) for name in _SAVED})
)
SAVE = statement(_save)
LOOKED = statement(_save.where(_D.turn == sa.bindparam("my")))
ADD_ENTRY = statement(
    sa.insert(ENTRY).values({column.name: sa.bindparam(column.name) for column in ENTRY.columns})
)
ENTRIES = statement(
    sa.select(ENTRY.c.seq, ENTRY.c.text, ENTRY.c.digest)
    .where(ENTRY.c.dossier == sa.bindparam("id"))
    .order_by(ENTRY.c.seq)
)
# Whatever is put off further than anybody puts off was put off by a clock that has been set back since
_is_due = sa.or_(_D.next_at <= sa.bindparam("now"), _D.next_at > sa.bindparam("far"))
_DUE = (
    sa.select(_D.id)
    .where(_is_due)
    .order_by(_D.next_at)
    .limit(sa.bindparam("most"))
    .with_for_update(skip_locked=True)
)
ANY_DUE = statement(sa.select(_D.id).where(_is_due).limit(1))
CLAIM = statement(
    sa.update(DOSSIER)
    .where(_D.id.in_(_DUE))
    .values(next_at=sa.bindparam("lease_until"))
    .returning(*DOSSIER.columns)
)
FORGET = [
    statement(sa.delete(ENTRY).where(ENTRY.c.dossier == sa.bindparam("which"))),
    statement(sa.delete(DOSSIER).where(_D.id == sa.bindparam("which"))),
]
_SIGNS: Final = str.maketrans("", "", " \t\r\n>|*_`'\"")


async def forget(tx: Transaction, withdrawn: Withdrawn) -> None:
    """What was taken for a transaction id and belonged to a secret goes, with all that was written of it."""
    said = "\n".join(text.translate(_SIGNS).lower() for text in withdrawn.texts)
    for row in await tx.all(HOLD_OF, conversation=withdrawn.conversation):
        dossier = _dossier(row)
        named = (dossier.tx, dossier.sender, dossier.meant)
        if any(one.lower() in said for one in named if one):
            for one in FORGET:
                await tx.run(one, which=dossier.id)


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def is_any_due(self, now: datetime) -> bool:
        return await self._db.one(ANY_DUE, now=millis(now), far=millis(now + FAR)) is not None

    async def find(self, id: str) -> Dossier | None:
        row = await self._db.one(FIND, id=id)
        return _dossier(row) if row else None

    async def of_conversation(self, conversation: ConversationId) -> Sequence[Dossier]:
        return [_dossier(row) for row in await self._db.all(OF, conversation=conversation)]

    async def carried_out(self, conversations: Sequence[ConversationId]) -> Sequence[Dossier]:
        """Those of which a chain said so, of the conversations that come first; the last opened first."""
        each = conversations[: len(_PLACES)]
        if not each:
            return []
        places = dict(zip_longest(_PLACES, each, fillvalue=each[0]))
        found = [_dossier(row) for row in await self._db.all(CARRIED_OUT, **places)]
        return [one for one in found if one.sort is Sort.DONE]

    async def entries(self, id: str) -> Sequence[Entry]:
        return [Entry(*row) for row in await self._db.all(ENTRIES, id=id)]


class SqlDossiers:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def next_number(self) -> int:
        row = await self._tx.one(NEXT_NUMBER, one=1, first=FIRST_NUMBER)
        assert row is not None  # noqa: S101 - an upsert always returns its row
        return int(row[0])

    async def find(self, id: str) -> Dossier | None:
        row = await self._tx.one(HOLD, id=id)
        return _dossier(row) if row else None

    async def of_conversation(self, conversation: ConversationId) -> Sequence[Dossier]:
        return [_dossier(row) for row in await self._tx.all(HOLD_OF, conversation=conversation)]

    async def add(self, dossier: Dossier) -> bool:
        return await self._tx.one(ADD, **_row(dossier)) is not None

    async def write(self, dossier: Dossier, entry: Entry) -> None:
        await self._tx.run(ADD_ENTRY, dossier=dossier.id, seq=entry.seq, text=entry.text, digest=entry.digest)
        await self.save(dossier)

    async def save(self, dossier: Dossier) -> None:
        await self._tx.run(SAVE, which=dossier.id, **_saved(dossier))

    async def looked(self, dossiers: Sequence[Dossier]) -> None:
        rows = [{"which": one.id, "my": one.turn, **_saved(one)} for one in dossiers]
        await self._tx.many(LOOKED, rows)

    async def claim(self, now: datetime, *, most: int) -> Sequence[Dossier]:
        rows = await self._tx.all(
            CLAIM, now=millis(now), far=millis(now + FAR), lease_until=millis(now + LEASE), most=most
        )
        return [_dossier(row) for row in rows]


class DossiersWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.dossiers = SqlDossiers(tx)
        self.audit = audit


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[DossiersWork]]:
    return works(db, lambda tx: DossiersWork(tx, audit(tx)))


def _saved(dossier: Dossier) -> dict[str, str | int | None]:
    row = _row(dossier)
    return {name: row[name] for name in _SAVED}


def _row(dossier: Dossier) -> dict[str, str | int | None]:
    return {
        "id": dossier.id,
        "number": dossier.number,
        "conversation": dossier.conversation,
        "tx": dossier.tx,
        "possible": msgspec.json.encode(dossier.possible).decode(),
        "opened_at": millis(dossier.opened_at),
        "opened_by": dossier.opened_by,
        "locale": dossier.locale,
        "chain": dossier.chain,
        "sender": dossier.sender,
        "nonce": dossier.nonce,
        "named": dossier.named,
        "meant": dossier.meant,
        "coins": dossier.coins,
        "last_block": dossier.last_block,
        "held": msgspec.json.encode(dossier.hold).decode() if dossier.hold else None,
        "state": dossier.state.value,
        "finding": msgspec.json.encode(dossier.finding).decode() if dossier.finding else None,
        "since": _ms(dossier.since),
        "seen": dossier.seen,
        "told": dossier.told,
        "awaited": int(dossier.awaited),
        "tellings": dossier.tellings,
        "turn": dossier.turn,
        "heard": dossier.heard,
        "checked_at": _ms(dossier.checked_at),
        "next_at": _ms(dossier.next_at),
        "seq": dossier.seq,
        "digest": dossier.digest,
    }


def _dossier(row: Row) -> Dossier:
    kept = dict(zip(_COLUMNS, row, strict=True))
    finding, held = kept["finding"], kept.pop("held")
    return Dossier(
        **kept
        | {
            "possible": msgspec.json.decode(kept["possible"], type=tuple[str, ...]),
            "opened_at": from_millis(kept["opened_at"]),
            "state": State(kept["state"]),
            "finding": msgspec.json.decode(finding, type=Finding) if finding else None,
            "hold": msgspec.json.decode(held, type=Hold) if held else None,
            "awaited": bool(kept["awaited"]),
            **{name: _at(kept[name]) for name in ("since", "checked_at", "next_at")},
        }
    )


def _ms(at: datetime | None) -> int | None:
    return None if at is None else millis(at)


def _at(ms: int | None) -> datetime | None:
    return None if ms is None else from_millis(ms)
