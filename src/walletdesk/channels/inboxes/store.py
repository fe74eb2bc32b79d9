"""Inboxes in SQL. The only file that knows their tables; a secret is in them sealed only."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import msgspec
import sqlalchemy as sa

from walletdesk.channels.inboxes.model import Health, Inbox, Way
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import InboxId
from walletdesk.platform.db import (
    Bytes,
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

INBOX = table(
    "inbox",
    sa.Column("id", Text, primary_key=True),
    sa.Column("kind", Text, nullable=False),
    sa.Column("name", Text, nullable=False),
    sa.Column("settings", Text, nullable=False),  # JSON
    sa.Column("paused", Whole, nullable=False),
    sa.Column("created_at", Whole, nullable=False),
    sa.Column("version", Whole, nullable=False),
)
INBOX_SECRET = table(
    "inbox_secret",
    sa.Column("inbox", Text, primary_key=True),
    sa.Column("key", Text, primary_key=True),
    sa.Column("sealed", Bytes, nullable=False),
)
INBOX_HEALTH = table(
    "inbox_health",
    sa.Column("inbox", Text, primary_key=True),
    sa.Column("way", Text, primary_key=True),
    sa.Column("at", Whole),
    sa.Column("error", Text, nullable=False),
    sa.Column("error_at", Whole),
    sa.Column("expires_at", Whole),
)
_I, _S, _H = INBOX.c, INBOX_SECRET.c, INBOX_HEALTH.c
_COLUMNS = tuple(column.name for column in INBOX.columns)
_mine = _I.id == sa.bindparam("which")
FIND = statement(sa.select(INBOX).where(_mine))
HOLD = statement(sa.select(INBOX).where(_mine).with_for_update())
ALL = statement(sa.select(INBOX).order_by(_I.created_at, _I.id))
ADD = statement(insert(INBOX).values({name: sa.bindparam(name) for name in _COLUMNS}))
_CHANGES = ("name", "settings", "paused", "version")
SAVE = statement(sa.update(INBOX).where(_mine).values({name: sa.bindparam(name) for name in _CHANGES}))
SECRETS = statement(sa.select(_S.key, _S.sealed).where(_S.inbox == sa.bindparam("which")))
ALL_SECRETS = statement(sa.select(_S.inbox, _S.key))
_secret = insert(INBOX_SECRET).values({column.name: sa.bindparam(column.name) for column in _S})
KEEP_SECRET = statement(
    _secret.on_conflict_do_update(index_elements=["inbox", "key"], set_={"sealed": _secret.excluded.sealed})
)
DROP_SECRET = statement(
    sa.delete(INBOX_SECRET).where(_S.inbox == sa.bindparam("which"), _S.key == sa.bindparam("named"))
)
HEALTH = statement(sa.select(INBOX_HEALTH).where(_H.inbox == sa.bindparam("which")).order_by(_H.way))
_note = insert(INBOX_HEALTH).values({column.name: sa.bindparam(column.name) for column in _H})
_WAY = ["inbox", "way"]
WORKED = statement(
    _note.on_conflict_do_update(
        index_elements=_WAY,
        set_={
            "at": _note.excluded.at,
            "error": "",
            "expires_at": sa.func.coalesce(_note.excluded.expires_at, _H.expires_at),
        },
    )
)
FAILED = statement(
    _note.on_conflict_do_update(
        index_elements=_WAY, set_={"error": _note.excluded.error, "error_at": _note.excluded.error_at}
    )
)


class SqlInboxReading:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, id: InboxId) -> Inbox | None:
        row = await self._db.one(FIND, which=id)
        return _inbox(row, [key for key, _ in await self._db.all(SECRETS, which=id)]) if row else None

    async def all(self, kind: str = "") -> Sequence[Inbox]:
        secrets: dict[str, list[str]] = {}
        for inbox, key in await self._db.all(ALL_SECRETS):
            secrets.setdefault(inbox, []).append(key)
        found = [_inbox(row, secrets.get(row[0], [])) for row in await self._db.all(ALL)]
        return [one for one in found if not kind or one.kind == kind]

    async def sealed(self, id: InboxId) -> Mapping[str, bytes]:
        return {key: bytes(sealed) for key, sealed in await self._db.all(SECRETS, which=id)}

    async def health(self, id: InboxId) -> Sequence[Health]:
        return [_health(row) for row in await self._db.all(HEALTH, which=id)]


class SqlHealthNotes:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def note(self, id: InboxId, health: Health) -> None:
        async with self._db.write() as tx:
            await tx.run(WORKED, **_health_row(id, health))

    async def failed(self, id: InboxId, way: Way, code: str, at: datetime) -> None:
        async with self._db.write() as tx:
            await tx.run(FAILED, **_health_row(id, Health(way=way, error=code, error_at=at)))


class SqlInboxes:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, inbox: Inbox, sealed: Mapping[str, bytes]) -> None:
        await self._tx.run(ADD, **_row(inbox))
        await self._keep(inbox.id, sealed)

    async def hold(self, id: InboxId) -> Inbox | None:
        row = await self._tx.one(HOLD, which=id)
        if row is None:
            return None
        return _inbox(row, [key for key, _ in await self._tx.all(SECRETS, which=id)])

    async def save(self, inbox: Inbox, sealed: Mapping[str, bytes | None]) -> None:
        row = _row(inbox)
        await self._tx.run(SAVE, which=inbox.id, **{name: row[name] for name in _CHANGES})
        await self._keep(inbox.id, sealed)

    async def _keep(self, id: InboxId, sealed: Mapping[str, bytes | None]) -> None:
        for key, value in sealed.items():
            if value is None:
                await self._tx.run(DROP_SECRET, which=id, named=key)
            else:
                await self._tx.run(KEEP_SECRET, inbox=id, key=key, sealed=value)


class InboxWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.inboxes = SqlInboxes(tx)
        self.audit = audit


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[InboxWork]]:
    return works(db, lambda tx: InboxWork(tx, audit(tx)))


def _row(inbox: Inbox) -> dict[str, str | int]:
    return {
        "id": inbox.id,
        "kind": inbox.kind,
        "name": inbox.name,
        "settings": msgspec.json.encode(dict(inbox.settings)).decode(),
        "paused": int(inbox.paused),
        "created_at": millis(inbox.created_at),
        "version": inbox.version,
    }


def _inbox(row: Row, secrets: Sequence[str]) -> Inbox:
    kept = dict(zip(_COLUMNS, row, strict=True))
    return Inbox(
        id=InboxId(kept["id"]),
        kind=kept["kind"],
        name=kept["name"],
        settings=msgspec.json.decode(kept["settings"], type=dict[str, str]),
        secrets=frozenset(secrets),
        paused=bool(kept["paused"]),
        created_at=from_millis(kept["created_at"]),
        version=kept["version"],
    )


def _health_row(id: InboxId, health: Health) -> dict[str, str | int | None]:
    times = {"at": health.at, "error_at": health.error_at, "expires_at": health.expires_at}
    return {
        "inbox": id,
        "way": health.way.value,
        "error": health.error,
        **{name: None if at is None else millis(at) for name, at in times.items()},
    }


def _health(row: Row) -> Health:
    _, way, at, error, error_at, expires_at = row
    times = [None if one is None else from_millis(one) for one in (at, error_at, expires_at)]
    return Health(way=Way(way), at=times[0], error=error, error_at=times[1], expires_at=times[2])
