"""How Alembic runs our steps: on SQLite with the connection it is given, for PostgreSQL as written SQL."""

from alembic import context

from walletdesk.app.migrations.shape import metadata

connection = context.config.attributes.get("connection")
if connection is not None:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    context.configure(dialect_name=context.config.attributes["dialect"], as_sql=True, transactional_ddl=False)
    context.run_migrations()
