"""Storage on SQLite or PostgreSQL behind one small face.

``async with db.write() as tx`` is the only commit of the product: leaving the block keeps everything in it,
events and jobs included, and returns once that is on disk; an exception keeps nothing.
"""

from walletdesk.platform.db.database import Database, Emitted, Kept, Row, SqlWork, Transaction, works
from walletdesk.platform.db.outbox import forget_events
from walletdesk.platform.db.schema import Bytes, Text, Whole, metadata, on_engine, table
from walletdesk.platform.db.statement import Statement, insert, statement

__all__ = [
    "Bytes",
    "Database",
    "Emitted",
    "Kept",
    "Row",
    "SqlWork",
    "Statement",
    "Text",
    "Transaction",
    "Whole",
    "forget_events",
    "insert",
    "metadata",
    "on_engine",
    "open_database",
    "statement",
    "table",
    "works",
]


async def open_database(url: str) -> Database:
    """``sqlite:////path/to/file.db`` or ``postgresql://...``; anything else is a ValueError."""
    if url.startswith("sqlite:///"):
        from walletdesk.platform.db.sqlite import SqliteDatabase  # noqa: PLC0415 - only the one in use is loaded

        return SqliteDatabase(url.removeprefix("sqlite:///"))
    if url.startswith(("postgresql://", "postgres://")):
        from walletdesk.platform.db.postgres import PostgresDatabase  # noqa: PLC0415

        return await PostgresDatabase.connect(url)
    raise ValueError("a database address begins with sqlite:/// or postgresql://")
