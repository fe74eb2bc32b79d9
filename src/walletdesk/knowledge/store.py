"""Articles and their phrasings in SQL. The only file that knows their tables."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date

import msgspec
import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.drafts.store import SqlSavedDrafts, lay_by
from walletdesk.knowledge.model import Article, Custody, Fact, Status
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

ARTICLE = table(
    "article",
    sa.Column("id", Text, primary_key=True),
    sa.Column("locale", Text, primary_key=True),
    sa.Column("title", Text, nullable=False),
    sa.Column("summary", Text, nullable=False),
    sa.Column("body", Text, nullable=False),  # Markdown, as the editor wrote it
    sa.Column("route", Text, nullable=False),
    sa.Column("custody", Text, nullable=False),  # blank-separated
    sa.Column("facts", Text, nullable=False),  # JSON
    sa.Column("review_by", Text, nullable=False),  # a day, 2027-05-20
    sa.Column("status", Text, nullable=False),
    sa.Column("updated_at", Whole, nullable=False),
    sa.Column("version", Whole, nullable=False),
    sa.Column("category", Text, nullable=False),
    sa.Column("internal", Whole, nullable=False),
    sa.Column("owner", Text, nullable=False),
    sa.Column("changed_by", Text, nullable=False),
    sa.Column("meant_at", Whole),
    sa.Column("in_step_at", Whole),
)
sa.Index("article_changes", ARTICLE.c.version)  # added up every few seconds, without reading a body
PHRASING = table(
    "phrasing",
    sa.Column("article", Text, primary_key=True),
    sa.Column("locale", Text, primary_key=True),
    sa.Column("number", Whole, primary_key=True),
    sa.Column("text", Text, nullable=False),
)
_KEPT = [column.name for column in ARTICLE.c]
_values: dict[str, sa.BindParameter[object]] = {name: sa.bindparam(name) for name in _KEPT}
_THIS = (ARTICLE.c.id == sa.bindparam("id"), ARTICLE.c.locale == sa.bindparam("locale"))
_ITS = (PHRASING.c.article == sa.bindparam("id"), PHRASING.c.locale == sa.bindparam("locale"))
_SAID = sa.select(PHRASING.c.article, PHRASING.c.locale, PHRASING.c.text)
FIND = statement(sa.select(*ARTICLE.c).where(*_THIS))
LIST = statement(sa.select(*ARTICLE.c).order_by(ARTICLE.c.id, ARTICLE.c.locale))
CHANGES = statement(sa.select(sa.func.coalesce(sa.func.sum(ARTICLE.c.version), 0)))
ADD = statement(insert(ARTICLE).values(_values).on_conflict_do_nothing().returning(ARTICLE.c.id))
REPLACE = statement(
    sa.update(ARTICLE)
    .where(
        ARTICLE.c.id == sa.bindparam("which"),
        ARTICLE.c.locale == sa.bindparam("language"),
        ARTICLE.c.version == sa.bindparam("before"),
    )
    .values({name: value for name, value in _values.items() if name not in {"id", "locale"}})
)
SAID = statement(_SAID.where(*_ITS).order_by(PHRASING.c.number))
ALL_SAID = statement(_SAID.order_by(PHRASING.c.article, PHRASING.c.locale, PHRASING.c.number))
SAY = statement(insert(PHRASING).values({column.name: sa.bindparam(column.name) for column in PHRASING.c}))
UNSAY = statement(sa.delete(PHRASING).where(*_ITS))


class SqlArticles:
    """Committed articles."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, id: ArticleId, locale: str) -> Article | None:
        row = await self._db.one(FIND, id=id, locale=locale)
        said = await self._db.all(SAID, id=id, locale=locale)
        return _article(row, [text for _, _, text in said]) if row else None

    async def list(self) -> Sequence[Article]:
        said: dict[tuple[str, str], list[str]] = defaultdict(list)
        for article, locale, text in await self._db.slow(ALL_SAID):
            said[article, locale].append(text)
        return [_article(row, said[row[0], row[1]]) for row in await self._db.slow(LIST)]

    async def changes(self) -> int:
        row = await self._db.one(CHANGES)
        return int(row[0]) if row else 0


class SqlSavedArticles:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, article: Article) -> bool:
        if await self._tx.one(ADD, **_row(article)) is None:
            return False
        await self._say(article)
        return True

    async def replace(self, article: Article) -> bool:
        await self._lay_by(article)
        row = _row(article)
        which, language = row.pop("id"), row.pop("locale")
        before = article.version - 1
        if await self._tx.run(REPLACE, which=which, language=language, before=before, **row) != 1:
            return False
        await self._tx.run(UNSAY, id=which, locale=language)
        await self._say(article)
        return True

    async def _lay_by(self, article: Article) -> None:
        """Keep what it was until now beside it, in the same block as the change."""
        row = await self._tx.one(FIND, id=article.id, locale=article.locale)
        if row is None:
            return
        said = await self._tx.all(SAID, id=article.id, locale=article.locale)
        await lay_by(self._tx, _article(row, [text for _, _, text in said]))

    async def _say(self, article: Article) -> None:
        whose = {"article": article.id, "locale": article.locale}
        await self._tx.many(SAY, [{**whose, "number": i, "text": t} for i, t in enumerate(article.phrasings)])


class KnowledgeWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.articles = SqlSavedArticles(tx)
        self.drafts = SqlSavedDrafts(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[KnowledgeWork]]:
    return works(db, KnowledgeWork)


def _row(article: Article) -> dict[str, str | int | None]:
    return {
        "id": article.id,
        "locale": article.locale,
        "title": article.title,
        "summary": article.summary,
        "body": article.body,
        "route": article.route,
        "custody": " ".join(article.custody),
        "facts": msgspec.json.encode(article.facts).decode(),
        "review_by": article.review_by.isoformat(),
        "status": article.status,
        "updated_at": millis(article.updated_at),
        "version": article.version,
        "category": article.category,
        "internal": int(article.internal),
        "owner": article.owner,
        "changed_by": article.changed_by,
        "meant_at": None if article.meant_at is None else millis(article.meant_at),
        "in_step_at": None if article.in_step_at is None else millis(article.in_step_at),
    }


def _article(row: Row, phrasings: Sequence[str]) -> Article:
    id, locale, title, summary, body, route, custody, facts, review_by, status, updated_at, version, *more = (
        row
    )
    category, internal, owner, changed_by, meant_at, in_step_at = more
    return Article(
        id=ArticleId(id),
        locale=locale,
        title=title,
        summary=summary,
        body=body,
        route=route,
        custody=tuple(Custody(each) for each in custody.split()),
        facts=msgspec.json.decode(facts, type=tuple[Fact, ...]),
        phrasings=tuple(phrasings),
        review_by=date.fromisoformat(review_by),
        status=Status(status),
        updated_at=from_millis(updated_at),
        version=version,
        category=category,
        internal=bool(internal),
        owner=owner,
        changed_by=changed_by,
        meant_at=None if meant_at is None else from_millis(meant_at),
        in_step_at=None if in_step_at is None else from_millis(in_step_at),
    )
