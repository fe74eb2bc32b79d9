"""The list of official channels in SQL. The only file that knows its tables."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
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
from walletdesk.registry.model import Entry, Listed, Published, Trust, entry_of
from walletdesk.registry.ports import Audit

ENTRY = table(
    "registry_entry",
    sa.Column("id", Text, primary_key=True),
    sa.Column("kind", Text, nullable=False),
    sa.Column("value", Text, nullable=False),
    sa.Column("name", Text, nullable=False),  # of one without a name: its id
    sa.Column("body", Text, nullable=False),  # as it will stand in the document
    sa.Column("added_at", Whole, nullable=False),
    sa.Column("added_by", Text, nullable=False),
    sa.UniqueConstraint("kind", "value"),
    sa.UniqueConstraint("name"),
)
DOCUMENT = table(
    "registry_document",
    sa.Column("serial", Whole, primary_key=True, autoincrement=False),
    sa.Column("text", Text, nullable=False),
    sa.Column("digest", Text, nullable=False),
    sa.Column("issued", Whole, nullable=False),
    sa.Column("expires", Whole, nullable=False),
    sa.Column("published_by", Text, nullable=False),
    sa.Column("changes", Text, nullable=False),  # JSON: added, removed
)
TRUST = table(
    "registry_trust",
    sa.Column("id", Whole, primary_key=True, autoincrement=True),
    sa.Column("what", Text, nullable=False),  # root or mandate
    sa.Column("body", Text, nullable=False),
    sa.Column("at", Whole, nullable=False),
)


def _all_of(of: sa.Table) -> dict[str, sa.BindParameter[Any]]:
    return {
        column.name: sa.bindparam(column.name) for column in of.columns if column.name != "id" or of is ENTRY
    }


LISTED = statement(sa.select(ENTRY).order_by(ENTRY.c.kind, ENTRY.c.value))
ADD = statement(insert(ENTRY).values(_all_of(ENTRY)).on_conflict_do_nothing().returning(ENTRY.c.id))
FIND = statement(sa.select(ENTRY).where(ENTRY.c.id == sa.bindparam("id")))
REMOVE = statement(sa.delete(ENTRY).where(ENTRY.c.id == sa.bindparam("which")))
TRUSTED = statement(sa.select(TRUST.c.what, TRUST.c.body).order_by(TRUST.c.id))
TAKE = statement(sa.insert(TRUST).values(_all_of(TRUST)))
_by_serial = sa.select(DOCUMENT).order_by(DOCUMENT.c.serial.desc())
LOG = statement(_by_serial.limit(sa.bindparam("most")))
SERIAL = statement(sa.select(sa.func.max(DOCUMENT.c.serial)))
PUBLISH = statement(
    insert(DOCUMENT).values(_all_of(DOCUMENT)).on_conflict_do_nothing().returning(DOCUMENT.c.serial)
)


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def listed(self) -> Sequence[Listed]:
        return [_listed(row) for row in await self._db.all(LISTED)]

    async def trust(self) -> Trust:
        return _trust(await self._db.all(TRUSTED))

    async def newest(self) -> Published | None:
        return next(iter(await self.log(1)), None)

    async def newest_serial(self) -> int:
        row = await self._db.one(SERIAL)
        return row[0] or 0 if row else 0

    async def log(self, most: int) -> Sequence[Published]:
        return [_published(row) for row in await self._db.all(LOG, most=most)]


class SqlChannels:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def listed(self) -> Sequence[Listed]:
        return [_listed(row) for row in await self._tx.all(LISTED)]

    async def add(self, listed: Listed) -> bool:
        entry = listed.entry
        row = await self._tx.one(
            ADD,
            id=listed.id,
            kind=entry.kind.value,
            value=entry.value,
            name=entry.name or listed.id,
            body=_json(entry.written),
            added_at=millis(listed.added_at),
            added_by=listed.added_by,
        )
        return row is not None

    async def remove(self, id: str) -> Listed | None:
        row = await self._tx.one(FIND, id=id)
        if row is None or not await self._tx.run(REMOVE, which=id):
            return None
        return _listed(row)

    async def trust(self) -> Trust:
        return _trust(await self._tx.all(TRUSTED))

    async def newest(self) -> Published | None:
        return next((_published(row) for row in await self._tx.all(LOG, most=1)), None)

    async def take(self, what: str, statement: Mapping[str, Any], at: datetime) -> None:
        await self._tx.run(TAKE, what=what, body=_json(dict(statement)), at=millis(at))

    async def publish(self, published: Published) -> bool:
        added, removed = ([one.written for one in some] for some in (published.added, published.removed))
        row = await self._tx.one(
            PUBLISH,
            serial=published.serial,
            text=published.text,
            digest=published.digest,
            issued=millis(published.issued),
            expires=millis(published.expires),
            published_by=published.by,
            changes=_json({"added": added, "removed": removed}),
        )
        return row is not None


class RegistryWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.audit = audit
        self.channels = SqlChannels(tx)


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[RegistryWork]]:
    """``audit``: the staff's, for what administrators change."""
    return works(db, lambda tx: RegistryWork(tx, audit(tx)))


def _json(value: Any) -> str:  # noqa: ANN401 - what is kept as JSON
    return json.dumps(value, ensure_ascii=False)


def _listed(row: Row) -> Listed:
    id, _, _, _, body, added_at, added_by = row
    return Listed(id=id, entry=entry_of(json.loads(body)), added_at=from_millis(added_at), added_by=added_by)


def _published(row: Row) -> Published:
    serial, text, digest, issued, expires, by, written = row
    changed = json.loads(written)
    return Published(
        serial=serial,
        text=text,
        digest=digest,
        issued=from_millis(issued),
        expires=from_millis(expires),
        by=by,
        entries=_entries(json.loads(text)["document"]["entries"]),
        added=_entries(changed["added"]),
        removed=_entries(changed["removed"]),
    )


def _entries(written: Sequence[Mapping[str, Any]]) -> tuple[Entry, ...]:
    return tuple(entry_of(one) for one in written)


def _trust(rows: Sequence[Row]) -> Trust:
    read = [(what, json.loads(body)) for what, body in rows]
    mandates = [body for what, body in read if what == "mandate"]
    return Trust(
        successions=tuple(body for what, body in read if what == "root"),
        mandate=max(mandates, key=lambda one: int(one["number"]), default=None),
    )
