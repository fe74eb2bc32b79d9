"""The steps of the database's shape lead to what the tables say, on both engines."""

from pathlib import Path

import asyncpg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.support.engines import Postgres
from walletdesk.app.migrations import HEAD, current, migrate
from walletdesk.app.migrations.running import FOLDER
from walletdesk.app.migrations.shape import metadata

pytestmark = pytest.mark.anyio


def test_the_newest_step_is_the_one_a_start_asks_for() -> None:
    assert ScriptDirectory(str(FOLDER)).get_heads() == [HEAD]


async def test_a_migrated_file_has_exactly_the_tables_of_the_code(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'fresh.db'}"
    assert await current(url) is None
    await migrate(url)
    await migrate(url)  # saying it twice does no harm
    assert await current(url) == HEAD
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _ours})
        found = compare_metadata(context, metadata)
    engine.dispose()
    assert found == []


def _ours(_: object, name: str | None, kind: str, *__: object) -> bool:
    """The full-text index keeps tables of its own beside ours."""
    return not (kind == "table" and (name or "").startswith("message_index"))


async def test_a_migrated_postgresql_has_the_same_columns(postgres_server: Postgres) -> None:
    name = postgres_server.create()
    try:
        url = postgres_server.url(name)
        assert await current(url) is None
        await migrate(url)
        await migrate(url)
        assert await current(url) == HEAD
        assert await _columns(url) == {
            (table.name, column.name, not column.nullable)
            for table in metadata.sorted_tables
            for column in table.columns
        }
    finally:
        postgres_server.drop(name)


async def _columns(url: str) -> set[tuple[str, str, bool]]:
    db = await asyncpg.connect(url)
    rows = await db.fetch(
        "select table_name, column_name, is_nullable = 'NO' from information_schema.columns "
        "where table_schema = 'public' and table_name not in ('alembic_version', 'message_index')"
    )
    await db.close()
    return {tuple(row) for row in rows}
