"""Versions of the app in SQL. The only file that knows their table."""

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
from walletdesk.releases.model import Platform
from walletdesk.releases.problems.model import State, Version

MOST_READ = 1_000
APP_VERSION = table(
    "app_version",
    sa.Column("id", Text, primary_key=True),
    sa.Column("platform", Text, nullable=False),
    sa.Column("version", Text, nullable=False),
    sa.Column("state", Text, nullable=False),
    sa.Column("released", Text),  # a day, as 2026-02-03
    sa.Column("problem_zh", Text, nullable=False),
    sa.Column("problem_en", Text, nullable=False),
    sa.Column("fixed_in", Text, nullable=False),
    sa.Column("added_at", Whole, nullable=False),
    sa.Column("added_by", Text, nullable=False),
    sa.UniqueConstraint("platform", "version"),
)
_V = APP_VERSION.c
ALL = statement(sa.select(APP_VERSION).order_by(_V.id.desc()).limit(MOST_READ))
_put = insert(APP_VERSION).values({column.name: sa.bindparam(column.name) for column in APP_VERSION.columns})
PUT = statement(
    _put.on_conflict_do_update(
        index_elements=["platform", "version"],
        set_={
            column.name: _put.excluded[column.name]
            for column in APP_VERSION.columns
            if column.name not in ("platform", "version")
        },
    )
)
REMOVE = statement(sa.delete(APP_VERSION).where(_V.id == sa.bindparam("which")).returning(_V.id))
COUNT = statement(sa.select(sa.func.count()).select_from(APP_VERSION))


class SqlVersionArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def all(self) -> Sequence[Version]:
        return [_version(row) for row in await self._db.all(ALL)]


class SqlVersions:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def put(self, version: Version) -> None:
        await self._tx.run(
            PUT,
            id=version.id,
            platform=version.platform.value,
            version=version.version,
            state=version.state.value,
            released=version.released.isoformat() if version.released else None,
            problem_zh=version.problem.get("zh-CN", ""),
            problem_en=version.problem.get("en", ""),
            fixed_in=version.fixed_in,
            added_at=millis(version.added_at),
            added_by=version.added_by,
        )

    async def remove(self, id: str) -> bool:
        return await self._tx.one(REMOVE, which=id) is not None

    async def count(self) -> int:
        row = await self._tx.one(COUNT)
        return int(row[0]) if row else 0


class VersionWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.versions = SqlVersions(tx)
        self.audit = audit


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[VersionWork]]:
    return works(db, lambda tx: VersionWork(tx, audit(tx)))


def _version(row: Row) -> Version:
    id, platform, version, state, released, problem_zh, problem_en, fixed_in, added_at, added_by = row
    return Version(
        id=id,
        platform=Platform(platform),
        version=version,
        state=State(state),
        released=date.fromisoformat(released) if released else None,
        problem={"zh-CN": problem_zh, "en": problem_en} if problem_en else {},
        fixed_in=fixed_in,
        added_at=from_millis(added_at),
        added_by=added_by,
    )
