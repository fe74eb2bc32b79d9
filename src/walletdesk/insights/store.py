"""Alerts in SQL. The only file that knows their table."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import msgspec
import sqlalchemy as sa

from walletdesk.insights.model import Alert, Kind
from walletdesk.insights.ports import Listing
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import AlertId, ConversationId
from walletdesk.platform.db import (
    Database,
    Row,
    SqlWork,
    Statement,
    Text,
    Transaction,
    Whole,
    insert,
    statement,
    table,
    works,
)

ALERT = table(
    "alert",
    sa.Column("id", Text, primary_key=True),
    sa.Column("key", Text, nullable=False, unique=True),
    sa.Column("kind", Text, nullable=False),
    sa.Column("at", Whole, nullable=False),
    sa.Column("last_at", Whole, nullable=False),
    sa.Column("conversation", Text),
    sa.Column("fields", Text, nullable=False),  # JSON: what the sentence is filled with
    sa.Column("count", Whole, nullable=False),
    sa.Column("folded_into", Text),
    sa.Column("acknowledged_by", Text),
    sa.Column("acknowledged_at", Whole),
)
_A = ALERT.c
_stands = _A.folded_into.is_(None)
_newest = (_A.at.desc(), _A.id.desc())
sa.Index("alert_by_time", *_newest, sqlite_where=_stands, postgresql_where=_stands)
sa.Index("alert_by_kind", _A.kind, _A.last_at)
sa.Index("alert_by_conversation", _A.conversation)

_COLUMNS = tuple(column.name for column in ALERT.columns)
_all = sa.select(ALERT)
LATELY = statement(
    sa.select(sa.func.count())
    .select_from(ALERT)
    .where(_A.kind == sa.bindparam("kind"), _A.last_at >= sa.bindparam("since"), _stands, _A["count"] == 0)
)
ADD = statement(
    insert(ALERT)
    .values({name: sa.bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["key"])
    .returning(_A.id)
)
OF_KEY = statement(_all.where(_A.key == sa.bindparam("key")).with_for_update())
_found = _all.where(_A.id == sa.bindparam("id"), _stands)
READ, FIND = statement(_found), statement(_found.with_for_update())
UNSETTLED = statement(
    _all.where(
        _A.kind == sa.bindparam("kind"),
        _A.conversation == sa.bindparam("conversation"),
        _A.acknowledged_at.is_(None),
    ).with_for_update()
)
_CHANGES = ("last_at", "count", "acknowledged_by", "acknowledged_at")
SAVE = statement(
    sa.update(ALERT)
    .where(_A.id == sa.bindparam("which"))
    .values({name: sa.bindparam(name) for name in _CHANGES})
)


def _listing(*, open: bool, cursor: bool) -> Statement:
    select = _all.where(_stands)
    if open:
        select = select.where(_A.acknowledged_at.is_(None))
    if cursor:
        seen = sa.tuple_(sa.bindparam("seen_at", type_=Whole), sa.bindparam("seen_id", type_=Text))
        select = select.where(sa.tuple_(_A.at, _A.id) < seen)
    return statement(select.order_by(*_newest).limit(sa.bindparam("most")))


_both = (False, True)
LISTINGS = {(open, cursor): _listing(open=open, cursor=cursor) for open in _both for cursor in _both}


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, id: AlertId) -> Alert | None:
        row = await self._db.one(READ, id=id)
        return _alert(row) if row else None

    async def list(self, listing: Listing) -> Sequence[Alert]:
        seen = dict(zip(("seen_at", "seen_id"), listing.cursor or (), strict=False))
        chosen = LISTINGS[listing.open, listing.cursor is not None]
        return [_alert(row) for row in await self._db.all(chosen, most=listing.most, **seen)]


class SqlAlerts:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def lately(self, kind: Kind, since: datetime) -> int:
        row = await self._tx.one(LATELY, kind=kind.value, since=millis(since))
        return int(row[0]) if row else 0

    async def add(self, alert: Alert) -> bool:
        return await self._tx.one(ADD, **_row(alert)) is not None

    async def of_key(self, key: str) -> Alert | None:
        row = await self._tx.one(OF_KEY, key=key)
        return _alert(row) if row else None

    async def find(self, id: AlertId) -> Alert | None:
        row = await self._tx.one(FIND, id=id)
        return _alert(row) if row else None

    async def unsettled(self, kind: Kind, conversation: ConversationId) -> Sequence[Alert]:
        rows = await self._tx.all(UNSETTLED, kind=kind.value, conversation=conversation)
        return [_alert(row) for row in rows]

    async def save(self, alert: Alert) -> None:
        row = _row(alert)
        await self._tx.run(SAVE, which=alert.id, **{name: row[name] for name in _CHANGES})


class InsightsWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.alerts = SqlAlerts(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[InsightsWork]]:
    return works(db, InsightsWork)


def _row(alert: Alert) -> dict[str, str | int | None]:
    return {
        "id": alert.id,
        "key": alert.key,
        "kind": alert.kind.value,
        "at": millis(alert.at),
        "last_at": millis(alert.last_at),
        "conversation": alert.conversation,
        "fields": msgspec.json.encode(dict(alert.values)).decode(),
        "count": alert.count,
        "folded_into": alert.folded_into,
        "acknowledged_by": alert.acknowledged_by,
        "acknowledged_at": None if alert.acknowledged_at is None else millis(alert.acknowledged_at),
    }


def _alert(row: Row) -> Alert:
    kept = dict(zip(_COLUMNS, row, strict=True))
    acknowledged = kept.pop("acknowledged_at")
    return Alert(
        **kept
        | {
            "kind": Kind(kept["kind"]),
            "at": from_millis(kept["at"]),
            "last_at": from_millis(kept["last_at"]),
            "values": msgspec.json.decode(kept.pop("fields"), type=dict[str, str | int]),
            "acknowledged_at": None if acknowledged is None else from_millis(acknowledged),
        }
    )
