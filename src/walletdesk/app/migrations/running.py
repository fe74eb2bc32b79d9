"""Bringing a database to the shape this version needs. Alembic is loaded only when there is something to do.

SQLite is changed directly. For PostgreSQL the steps are written out as SQL and run by the driver the server
uses anyway, in one transaction, so that no second driver is needed.
"""

import io
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    import asyncpg
    from alembic.config import Config

FOLDER = Path(__file__).parent
HEAD = "0058"  # the newest step; a test compares it with the folder


async def current(url: str) -> str | None:
    """The step this database stands at; None for an empty one."""
    return _current_sqlite(url) if url.startswith("sqlite") else await _current_postgresql(url)


async def migrate(url: str) -> None:
    """To the newest step. Safe to repeat; what fails leaves the step before."""
    if await current(url) == HEAD:
        return
    if url.startswith("sqlite"):
        _migrate_sqlite(url)
    else:
        await _migrate_postgresql(url)


def _current_sqlite(url: str) -> str | None:
    import sqlite3  # noqa: PLC0415 - one of two ways

    file = Path(url.removeprefix("sqlite:///"))
    if not file.exists():
        return None
    db = sqlite3.connect(file)
    try:
        row = db.execute("select version_num from alembic_version").fetchone()
    except sqlite3.OperationalError:  # no such table: nothing was ever made
        return None
    finally:
        db.close()
    return row[0] if row else None


async def _current_postgresql(url: str) -> str | None:
    import asyncpg  # noqa: PLC0415 - one of two ways

    db = await asyncpg.connect(url)
    try:
        step: str | None = await db.fetchval("select version_num from alembic_version")
    except asyncpg.UndefinedTableError:
        return None
    finally:
        await db.close()
    return step


def _migrate_sqlite(url: str) -> None:
    from alembic import command  # noqa: PLC0415 - 0.7 CPU-seconds that a start does not need

    Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        made = _config()
        made.attributes["connection"] = connection
        command.upgrade(made, "head")
    engine.dispose()


async def _migrate_postgresql(url: str) -> None:
    import asyncpg  # noqa: PLC0415 - one of two ways
    from alembic import command  # noqa: PLC0415 - 0.7 CPU-seconds that a start does not need

    written = io.StringIO()
    made = _config(written)
    made.attributes["dialect"] = "postgresql"
    command.upgrade(made, f"{await current(url) or 'base'}:head", sql=True)
    db = await asyncpg.connect(url)
    try:
        async with db.transaction():
            await db.execute("select pg_advisory_xact_lock(7264)")  # two nodes that start at once: one waits
            if await _step_in(db) != HEAD:
                await db.execute(written.getvalue())
    finally:
        await db.close()


async def _step_in(db: "asyncpg.Connection") -> str | None:
    if not await db.fetchval("select to_regclass('alembic_version') is not null"):
        return None
    step: str | None = await db.fetchval("select version_num from alembic_version")
    return step


def _config(written: io.StringIO | None = None) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - as above

    made = Config(output_buffer=written) if written else Config()
    made.set_main_option("script_location", str(FOLDER))
    return made
