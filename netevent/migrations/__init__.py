"""The migrations: one file in `versions` for each change of the tables, run by `core.database.migrating`."""
