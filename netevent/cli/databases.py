"""`netevent migrate` and `netevent schema`."""

from __future__ import annotations

import click

from netevent.cli.running import run
from netevent.core.database import migrating
from netevent.core.database.migrating import Standing, State
from netevent.core.database.schema import render_schema
from netevent.settings import read_settings


@click.command()
def migrate() -> None:
    """Bring the database to this version's tables; safe to repeat."""
    before, after = run(read_settings(), migrating.migrate)
    click.echo(_what_it_did(before, after))


@click.command()
def schema() -> None:
    """Print the tables as SQL for MySQL and MariaDB; schema.sql is this."""
    click.echo(render_schema(), nl=False)


def _what_it_did(before: Standing, after: Standing) -> str:
    if before.state is State.current:
        return f"The database is up to date (revision {after.revision}); nothing was changed."
    if before.state is State.empty:
        return f"Made all tables (revision {after.revision})."
    if before.state is State.unstamped:
        return f"All tables were there already; noted that they are at revision {after.revision}."
    return f"Brought the database from revision {before.revision} to {after.revision}."
