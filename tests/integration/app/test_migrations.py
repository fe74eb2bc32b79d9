"""The steps of the database's shape lead to what the tables say, on both engines."""

from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path

import asyncpg
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
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


BEFORE = "0027"  # the step before a transaction's own chain and the one that people name are told apart
EARLIER = """
INSERT INTO dossier (id, number, conversation, tx, possible, opened_at, opened_by, locale, chain, sender,
    state, finding, seen, told, awaited, tellings, turn, heard, seq, digest)
VALUES ('{id}', {number}, 'cnv_1', '{id}', '[]', 1, 'contact', 'en', '{chain}', '',
    'watching', {finding}, 0, '', 0, 0, 1, 0, 1, '')
"""
SILENT, FOUND = """'{"code":"x","chain":""}'""", """'{"code":"x","chain":"polygon"}'"""
ROWS = (("a", "ethereum", "NULL"), ("b", "ethereum", SILENT), ("c", "polygon", FOUND), ("d", "", "NULL"))
INSERTS = [
    EARLIER.format(id=id, number=number, chain=chain, finding=finding)
    for number, (id, chain, finding) in enumerate(ROWS)
]
AFTER = "SELECT id, chain, named FROM dossier ORDER BY id"
TOLD_APART = [("a", "", "ethereum"), ("b", "", "ethereum"), ("c", "polygon", ""), ("d", "", "")]
UNRUNG = "0040"  # the step before it was kept when a contact's phone rang
CALLED = """
INSERT INTO callback (id, conversation, contact, number, locale, made_at, slot, due_at, state, tries, calls,
    reason, version)
VALUES ('{id}', '{id}', 'con_1', '', 'en', 1, 5, 6, '{state}', {tries}, {tries}, '', 1)
"""
CALLS = [
    CALLED.format(id=id, state=state, tries=tries)
    for id, state, tries in (("a", "again", 1), ("b", "booked", 1), ("c", "booked", 0), ("d", "again", 0))
]
RUNG = "SELECT id, rung_at FROM callback ORDER BY id"
WERE_RUNG = [("a", 5), ("b", None), ("c", None), ("d", None)]  # b: another half hour was chosen since


async def test_what_was_known_before_is_read_as_what_it_means_since(
    tmp_path: Path, postgres_server: Postgres
) -> None:
    """A chain that was only named is not one that knows it."""
    await _become(tmp_path, postgres_server, BEFORE, INSERTS, {AFTER: TOLD_APART})


async def test_whoever_was_rung_in_vain_was_called_in_time(tmp_path: Path, postgres_server: Postgres) -> None:
    await _become(tmp_path, postgres_server, UNRUNG, CALLS, {RUNG: WERE_RUNG})


SAVED = """{"handling":%s,"at_once":3,"slowed":0.25,"patience":15,"absent":0.3,"share":%s,"seconds":120,\
"busiest":0.85,"backlog":2.0,"growth":0.0,"hours":40.0,"hire":6,"train":4,"people":%s}"""
KEPT = "INSERT INTO staffing_terms VALUES ('{id}', '{terms}', 1, 1)"
TERMS = {"a": SAVED % (720, 0.8, 0), "b": SAVED % (7200, 0.85, 0), "c": SAVED % (720, 0.8, 9)}
OWN = [("a", "{}"), ("b", """{"handling":7200,"share":0.85}"""), ("c", """{"people":9}""")]
WAITED = "INSERT INTO queue_wait VALUES ('{id}', 1, 2, 'assigned', '{pool}', 1, 1, NULL, NULL, NULL)"
POOLS = {"a": "tea_a|kyc|2|zh|tea_b", "b": "tea_a||1||tea_b", "c": "tea_a||1|zh", "d": "||0|"}
LINES = [("a", "tea_a|kyc|2|zh"), ("b", "tea_a||1|"), ("c", "tea_a||1|zh"), ("d", "||0|")]


async def test_what_was_saved_and_waited_before_is_read_as_it_is_meant(
    tmp_path: Path, postgres_server: Postgres
) -> None:
    saved = [KEPT.format(id=id, terms=terms) for id, terms in TERMS.items()]
    waited = [WAITED.format(id=id, pool=pool) for id, pool in POOLS.items()]
    read = {
        "SELECT id, terms FROM staffing_terms ORDER BY id": OWN,
        "SELECT conversation, pool FROM queue_wait ORDER BY conversation": LINES,
    }
    await _become(tmp_path, postgres_server, "0041", [*saved, *waited], read)


async def _become(
    folder: Path, server: Postgres, before: str, lines: Sequence[str], after: Mapping[str, Sequence[object]]
) -> None:
    """From the step ``before``, with these lines run there, on both engines; what is asked ``after`` it."""
    url = f"sqlite:///{folder / 'earlier.db'}"
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        command.upgrade(_steps(connection=connection), before)
        for line in lines:
            connection.exec_driver_sql(line)
    await migrate(url)
    with engine.connect() as connection:
        for asked, found in after.items():
            assert [tuple(row) for row in connection.exec_driver_sql(asked)] == found
    engine.dispose()
    name = server.create()
    try:
        written = StringIO()
        command.upgrade(_steps(written, dialect="postgresql"), before, sql=True)
        db = await asyncpg.connect(server.url(name))
        await db.execute(";".join([written.getvalue(), *lines]))
        await migrate(server.url(name))
        for asked, found in after.items():
            assert [tuple(row) for row in await db.fetch(asked)] == found
        await db.close()
    finally:
        server.drop(name)


def _steps(written: StringIO | None = None, **attributes: object) -> Config:
    made = Config(output_buffer=written) if written else Config()
    made.set_main_option("script_location", str(FOLDER))
    made.attributes.update(attributes)
    return made


async def _columns(url: str) -> set[tuple[str, str, bool]]:
    db = await asyncpg.connect(url)
    rows = await db.fetch(
        "select table_name, column_name, is_nullable = 'NO' from information_schema.columns "
        "where table_schema = 'public' and table_name not in ('alembic_version', 'message_index')"
    )
    await db.close()
    return {tuple(row) for row in rows}
