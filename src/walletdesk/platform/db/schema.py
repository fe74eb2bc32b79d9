"""What a table may be made of, so that one definition means the same on both engines."""

import sqlalchemy as sa

metadata = sa.MetaData()

# SQLite's STRICT tables know these three; asyncpg wants exactly str, int and bytes for them. Flags are 0 or
# 1,
# times are milliseconds UTC, documents are JSON text: nothing else behaves alike on both engines.
Text = sa.Text(collation="C").with_variant(
    sa.Text(), "sqlite"
)  # byte order on both, whatever the cluster's locale
Whole = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Bytes = sa.LargeBinary()


def table(name: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    """A table of the installation, STRICT on SQLite: it refuses a text where a number belongs."""
    return sa.Table(name, metadata, *columns, sqlite_strict=True)


ENGINE_DDL: list[tuple[str, str]] = []  # what only one engine understands, in order


def on_engine(engine: str, *ddl: str) -> None:
    """DDL beside the tables that only one engine understands; runs once all tables are there."""
    for line in ddl:
        ENGINE_DDL.append((engine, line))
        sa.event.listen(metadata, "after_create", sa.DDL(line).execute_if(dialect=engine))  # type: ignore[no-untyped-call]
