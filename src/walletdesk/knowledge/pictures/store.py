"""Pictures of articles in SQL; their bytes lie in the blob store."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import msgspec
import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import BlobId
from walletdesk.knowledge.anatomy import pictures_of
from walletdesk.knowledge.drafts.store import DRAFT, VERSION
from walletdesk.knowledge.model import Article
from walletdesk.knowledge.pictures.model import Picture
from walletdesk.knowledge.store import ARTICLE
from walletdesk.platform.db import (
    Database,
    SqlWork,
    Text,
    Transaction,
    Whole,
    insert,
    statement,
    table,
    works,
)

PICTURE = table(
    "article_picture",
    sa.Column("name", Text, primary_key=True),
    sa.Column("blob", Text, nullable=False),
    sa.Column("type", Text, nullable=False),
    sa.Column("at", Whole, nullable=False),
    sa.Column("agent", Text, nullable=False),
)
_P = PICTURE.c
sa.Index("article_picture_blob", _P.blob)
_HOLDS = "%](picture:%"
FIND = statement(sa.select(PICTURE).where(_P.name == sa.bindparam("name")))
OF_BLOB = statement(sa.select(_P.name).where(_P.blob == sa.bindparam("blob")).limit(1))
OLDER = statement(sa.select(_P.name).where(_P.at < sa.bindparam("before")).order_by(_P.name))
_kept: dict[str, sa.BindParameter[object]] = {column.name: sa.bindparam(column.name) for column in PICTURE.c}
ADD = statement(
    insert(PICTURE)
    .values(_kept)
    .on_conflict_do_update(index_elements=[_P.name], set_={"at": sa.bindparam("at")})
)
FORGET = statement(sa.delete(PICTURE).where(_P.name == sa.bindparam("which"), _P.at < sa.bindparam("before")))
BODIES = statement(sa.select(ARTICLE.c.body).where(ARTICLE.c.body.like(_HOLDS)))
DRAFTS = statement(sa.select(DRAFT.c.content).where(DRAFT.c.content.like(_HOLDS)))
VERSIONS = statement(sa.select(VERSION.c.content).where(VERSION.c.content.like(_HOLDS)))


class SqlPictures:
    """Committed pictures."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, name: str) -> Picture | None:
        row = await self._db.one(FIND, name=name)
        if row is None:
            return None
        name, blob, type, at, by = row
        return Picture(name=name, blob=BlobId(blob), type=type, at=from_millis(at), by=by)

    async def known(self, names: Collection[str]) -> Collection[str]:
        return {name for name in names if await self._db.one(FIND, name=name) is not None}

    async def unused_before(self, moment: datetime) -> Sequence[str]:
        old = [name for (name,) in await self._db.slow(OLDER, before=millis(moment))]
        used = await self._used() if old else ()
        return [name for name in old if name not in used]

    async def is_used(self, blob: str) -> bool:
        """For the sweep of orphans."""
        return await self._db.one(OF_BLOB, blob=blob) is not None

    async def _used(self) -> set[str]:
        bodies = [body for (body,) in await self._db.slow(BODIES)]
        for contents in (DRAFTS, VERSIONS):
            rows = await self._db.slow(contents)
            bodies += [msgspec.json.decode(content, type=Article).body for (content,) in rows]
        return {name for body in bodies for name in pictures_of(body)}


class SqlSavedPictures:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, picture: Picture) -> None:
        await self._tx.run(
            ADD,
            name=picture.name,
            blob=picture.blob,
            type=picture.type,
            at=millis(picture.at),
            agent=picture.by,
        )

    async def forget(self, name: str, before: datetime) -> None:
        await self._tx.run(FORGET, which=name, before=millis(before))


class PictureWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.pictures = SqlSavedPictures(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[PictureWork]]:
    return works(db, PictureWork)
