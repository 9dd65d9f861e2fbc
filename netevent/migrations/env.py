"""Alembic runs this for each command, with the connection that `core.database.migrating` gave it."""

from __future__ import annotations

from alembic import context

from netevent.core.database.tables import metadata

# On MySQL each step is committed with its revision, so that who is killed between two goes on with the second
# (amid one: `core.database.resuming`). On SQLite the caller's transaction is around all steps.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
