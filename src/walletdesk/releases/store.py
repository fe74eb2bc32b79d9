"""Builds in SQL. The only file that knows their table."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date

import sqlalchemy as sa

from walletdesk.kernel.audit import Audit
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
from walletdesk.releases.model import SHORT_DIGEST, Build, Platform, Record, Standing

BUILD = table(
    "app_build",
    sa.Column("id", Text, primary_key=True),
    sa.Column("standing", Text, nullable=False),
    sa.Column("platform", Text, nullable=False),
    sa.Column("package", Text, nullable=False),
    sa.Column("version", Text, nullable=False),
    sa.Column("digest", Text, nullable=False),
    sa.Column("reason", Text, nullable=False),
    sa.Column("source", Text, nullable=False),
    sa.Column("said_on", Text),  # a day, as 2026-02-03
    sa.Column("added_at", Whole, nullable=False),
    sa.Column("added_by", Text, nullable=False),
    sa.UniqueConstraint("standing", "platform", "package", "version", "digest"),
)
_B = BUILD.c
sa.Index("app_build_of_package", _B.standing, _B.package)
MOST_ABOUT = 2_000
ALL = statement(sa.select(BUILD).order_by(_B.id.desc()).limit(sa.bindparam("most")))
_package = sa.func.lower(_B.package)
_start = sa.func.substr(_B.digest, 1, SHORT_DIGEST)
BAD = statement(
    sa.select(BUILD)
    .where(
        _B.standing == Standing.KNOWN_BAD.value,
        _package.in_(["", sa.bindparam("package")]),
        _start.in_(["", sa.bindparam("start")]),
    )
    .order_by(_B.id)
    .limit(MOST_ABOUT)
)
PUBLISHED = statement(
    sa.select(BUILD)
    .where(
        _B.standing == Standing.PUBLISHED.value,
        _package == sa.bindparam("package"),
    )
    .order_by(_B.id.desc())
    .limit(MOST_ABOUT)
)
ADD = statement(
    insert(BUILD)
    .values({column.name: sa.bindparam(column.name) for column in BUILD.columns})
    .on_conflict_do_nothing()
    .returning(_B.id)
)
REMOVE = statement(sa.delete(BUILD).where(_B.id == sa.bindparam("which")).returning(_B.id))
COUNT = statement(sa.select(sa.func.count()).select_from(BUILD))


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def all(self, *, most: int) -> Sequence[Record]:
        return [_record(row) for row in await self._db.all(ALL, most=most)]

    async def about(self, build: Build) -> tuple[Sequence[Record], Sequence[Record]]:
        package = build.package.lower()
        bad = await self._db.all(BAD, package=package, start=build.digest[:SHORT_DIGEST])
        judged = build.version and package  # a version by itself says nothing
        published = await self._db.all(PUBLISHED, package=package) if judged else []
        return [_record(row) for row in bad], [_record(row) for row in published]


class SqlRecords:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, record: Record) -> bool:
        return await self._tx.one(ADD, **_row(record)) is not None

    async def remove(self, id: str) -> bool:
        return await self._tx.one(REMOVE, which=id) is not None

    async def count(self) -> int:
        row = await self._tx.one(COUNT)
        return int(row[0]) if row else 0


class ReleasesWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.builds = SqlRecords(tx)
        self.audit = audit


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[ReleasesWork]]:
    return works(db, lambda tx: ReleasesWork(tx, audit(tx)))


def _row(record: Record) -> dict[str, str | int | None]:
    return {
        "id": record.id,
        "standing": record.standing,
        "platform": record.platform,
        "package": record.package,
        "version": record.version,
        "digest": record.digest,
        "reason": record.reason,
        "source": record.source,
        "said_on": record.on.isoformat() if record.on else None,
        "added_at": millis(record.added_at),
        "added_by": record.added_by,
    }


def _record(row: Row) -> Record:
    id, standing, platform, package, version, digest, reason, source, said_on, added_at, added_by = row
    return Record(
        id=id,
        standing=Standing(standing),
        platform=Platform(platform),
        package=package,
        version=version,
        digest=digest,
        reason=reason,
        source=source,
        on=date.fromisoformat(said_on) if said_on else None,
        added_at=from_millis(added_at),
        added_by=added_by,
    )
