"""Drafts and earlier versions in SQL. The only file that knows their tables."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.drafts.model import Draft, Past
from walletdesk.knowledge.model import Article
from walletdesk.platform.db import Database, Row, Text, Transaction, Whole, insert, statement, table

DRAFT = table(
    "article_draft",
    sa.Column("article", Text, primary_key=True),
    sa.Column("locale", Text, primary_key=True),
    sa.Column("revision", Whole, nullable=False),
    sa.Column("at", Whole, nullable=False),
    sa.Column("agent", Text, nullable=False),
    sa.Column("publish_at", Whole),
    sa.Column("content", Text, nullable=False),  # JSON
)
VERSION = table(
    "article_version",
    sa.Column("article", Text, primary_key=True),
    sa.Column("locale", Text, primary_key=True),
    sa.Column("version", Whole, primary_key=True),
    sa.Column("at", Whole, nullable=False),
    sa.Column("agent", Text, nullable=False),
    sa.Column("title", Text, nullable=False),
    sa.Column("content", Text, nullable=False),  # JSON
)
_D, _V = DRAFT.c, VERSION.c
_READ = sa.select(_D.revision, _D.at, _D.agent, _D.publish_at, _D.content)
_which = (_D.article == sa.bindparam("which"), _D.locale == sa.bindparam("language"))
_unchanged = _D.revision == sa.bindparam("before")
FIND = statement(_READ.where(*_which))
LIST = statement(_READ.order_by(_D.article, _D.locale))
_kept: dict[str, sa.BindParameter[object]] = {column.name: sa.bindparam(column.name) for column in DRAFT.c}
ADD = statement(insert(DRAFT).values(_kept).on_conflict_do_nothing().returning(_D.revision))
_changes = {name: value for name, value in _kept.items() if name not in {"article", "locale", "publish_at"}}
REPLACE = statement(sa.update(DRAFT).where(*_which, _unchanged).values(_changes))
REMOVE = statement(sa.delete(DRAFT).where(*_which, _unchanged))
PLAN = statement(
    sa.update(DRAFT)
    .where(*_which, _unchanged)
    .values({"publish_at": sa.bindparam("publish_at"), "revision": _D.revision + 1})
)
LAY_BY = statement(
    insert(VERSION)
    .values({column.name: sa.bindparam(column.name) for column in VERSION.c})
    .on_conflict_do_nothing()
)
_earlier = (_V.article == sa.bindparam("article"), _V.locale == sa.bindparam("locale"))
VERSIONS = statement(
    sa.select(_V.version, _V.at, _V.agent, _V.title).where(*_earlier).order_by(_V.version.desc())
)
ONE_VERSION = statement(sa.select(_V.content).where(*_earlier, _V.version == sa.bindparam("version")))


class SqlDraftArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, id: ArticleId, locale: str) -> Draft | None:
        row = await self._db.one(FIND, which=id, language=locale)
        return _draft(row) if row else None

    async def list(self) -> Sequence[Draft]:
        return [_draft(row) for row in await self._db.slow(LIST)]

    async def versions(self, id: ArticleId, locale: str) -> Sequence[Past]:
        rows = await self._db.slow(VERSIONS, article=id, locale=locale)
        return [Past(version=n, at=from_millis(at), by=by, title=title) for n, at, by, title in rows]

    async def version(self, id: ArticleId, locale: str, version: int) -> Article | None:
        row = await self._db.one(ONE_VERSION, article=id, locale=locale, version=version)
        return _article(row[0]) if row else None


class SqlSavedDrafts:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def save(self, draft: Draft) -> bool:
        if draft.revision == 1:
            return await self._tx.one(ADD, **_row(draft)) is not None
        row = _row(draft)
        which, language, _ = row.pop("article"), row.pop("locale"), row.pop("publish_at")
        before = draft.revision - 1
        return await self._tx.run(REPLACE, which=which, language=language, before=before, **row) == 1

    async def remove(self, id: ArticleId, locale: str, revision: int) -> bool:
        return await self._tx.run(REMOVE, which=id, language=locale, before=revision) == 1

    async def plan(self, id: ArticleId, locale: str, revision: int, at: datetime | None) -> bool:
        when = None if at is None else millis(at)
        return await self._tx.run(PLAN, which=id, language=locale, before=revision, publish_at=when) == 1


async def lay_by(tx: Transaction, article: Article) -> None:
    """Keep what an article was, beside what it becomes in the same block."""
    await tx.run(
        LAY_BY,
        article=article.id,
        locale=article.locale,
        version=article.version,
        at=millis(article.updated_at),
        agent=article.changed_by,
        title=article.title,
        content=msgspec.json.encode(article).decode(),
    )


def _row(draft: Draft) -> dict[str, str | int | None]:
    return {
        "article": draft.article.id,
        "locale": draft.article.locale,
        "revision": draft.revision,
        "at": millis(draft.at),
        "agent": draft.by,
        "publish_at": None if draft.publish_at is None else millis(draft.publish_at),
        "content": msgspec.json.encode(draft.article).decode(),
    }


def _draft(row: Row) -> Draft:
    revision, at, by, publish_at, content = row
    return Draft(
        article=_article(content),
        revision=revision,
        at=from_millis(at),
        by=by,
        publish_at=None if publish_at is None else from_millis(publish_at),
    )


def _article(content: str) -> Article:
    return msgspec.json.decode(content, type=Article)
