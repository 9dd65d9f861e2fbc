"""Alembic runs this for each command, with the connection that `core.database.migrating` gave it."""

from __future__ import annotations

from alembic import context

from netevent.core.database.tables import metadata

# All steps of one run are one transaction where the database can undo its DDL (SQLite);
# on MySQL each DDL statement commits by itself, whatever is said here.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
