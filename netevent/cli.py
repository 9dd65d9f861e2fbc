"""The command line: `netevent serve`, `demo`, `migrate`, `schema`, … Each command is a few lines; the
work is done elsewhere.

A mistake in the settings is told in a sentence with exit code 2, a failure with exit code 1. A traceback
means a fault of ours.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from netevent import __version__
from netevent.app import create_app
from netevent.bundle import bundle_path
from netevent.core import clock, migrating
from netevent.core.database import Database
from netevent.core.logs import set_up_logs
from netevent.core.migrating import CannotMigrate, Standing, State
from netevent.core.schema import render_schema
from netevent.demo import setup
from netevent.demo.facts import Facts, greet, select_facts, write_facts
from netevent.demo.queries import DemoEvent
from netevent.serving import CannotListen, Listening
from netevent.serving import serve as serve_until_stopped
from netevent.settings import Settings, SettingsError, read_settings, require_secret_key

Result = TypeVar("Result")


class Trouble(click.ClickException):
    """A failure that the reader can mend; the sentence goes to stderr as it is."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file or sys.stderr)


class WrongSettings(Trouble):
    exit_code = 2


class Commands(click.Group):
    """Turns the exceptions that carry a sentence for people into that sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            raise WrongSettings(str(error)) from None
        except (CannotListen, CannotMigrate) as error:
            raise Trouble(str(error)) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="netevent")
def main() -> None:
    """NetEvent: the self-hosted system for the day of an event.

    Settings come from NETEVENT_* variables and a file .env in the current folder.
    """


@main.command()
@click.option("--host", help="The address to listen on, instead of NETEVENT_HOST.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port, instead of NETEVENT_PORT.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes, instead of NETEVENT_WORKERS.")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve until stopped (Ctrl-C or SIGTERM)."""
    given = {"host": host, "port": port, "workers": workers}
    settings = _with_own_address(read_settings(**{k: v for k, v in given.items() if v is not None}))
    require_secret_key(settings)
    set_up_logs(settings.log_format)
    _run(settings, partial(_make_servable, is_embedded=_is_sqlite(settings)))
    listening = Listening(settings.host, settings.port, workers=settings.workers)
    sys.exit(serve_until_stopped(partial(create_app, settings), listening, bundle_path("hypercorn.toml")))


@main.command()
@click.option("--host", default="127.0.0.1", help="Another address than localhost serves it over HTTPS.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="The port to listen on.")
@click.option("--reset", is_flag=True, help="Start over: the demo's database, key and mails are made anew.")
def demo(host: str, port: int, reset: bool) -> None:
    """Serve a demo event, with accounts to log in with."""
    if reset:
        setup.wipe()
    settings = setup.demo_settings(host, port)
    set_up_logs(settings.log_format, logging.WARNING)
    event = _run(settings, setup.prepare)
    facts = _run(settings, lambda database: _read_facts(database, settings.base_url, event))
    sys.exit(
        serve_until_stopped(
            partial(create_app, settings),
            setup.listening(settings),
            bundle_path("hypercorn.toml"),
            announce=partial(_announce_demo, settings, facts),
        )
    )


async def _read_facts(database: Database, base_url: str, event: DemoEvent) -> Facts:
    return await database.read(lambda tx: select_facts(tx, base_url, event))


def _announce_demo(settings: Settings, facts: Facts) -> None:
    """Only once it answers: a demo that could not start must not overwrite what another one wrote."""
    write_facts(facts, settings.var_dir / "demo.json")
    greet(facts, sys.stdout, is_local=setup.is_local(settings.host), now=clock.now())


@main.command()
def migrate() -> None:
    """Bring the database to this version's tables; safe to repeat."""
    before, after = _run(read_settings(), migrating.migrate)
    click.echo(_what_migrate_did(before, after))


@main.command()
def schema() -> None:
    """Print the tables as SQL for MySQL and MariaDB; schema.sql is this."""
    click.echo(render_schema(), nl=False)


def _with_own_address(settings: Settings) -> Settings:
    """Who sets no base URL reaches the server where it listens."""
    if "base_url" in settings.model_fields_set:
        return settings
    host = "localhost" if settings.host in ("127.0.0.1", "0.0.0.0", "::1", "::") else settings.host  # noqa: S104 - compared, not bound
    return settings.model_copy(update={"base_url": f"http://{host}:{settings.port}"})


async def _make_servable(database: Database, is_embedded: bool) -> None:
    """The embedded database is ours to bring up to date; a database server is its administrator's.

    Raises:
        CannotMigrate: the tables are not this release's.
    """
    standing = await migrating.look(database)
    if not is_embedded and standing.state in (State.empty, State.behind):
        lacks = "has no tables yet" if standing.state is State.empty else "has an older release's tables"
        raise CannotMigrate(f"The database {lacks}. Run `netevent migrate`, then start again.")
    if standing.state is not State.current:
        await migrating.migrate(database)


def _what_migrate_did(before: Standing, after: Standing) -> str:
    if before.state is State.current:
        return f"The database is up to date (revision {after.revision}); nothing was changed."
    if before.state is State.empty:
        return f"Made all tables (revision {after.revision})."
    if before.state is State.unstamped:
        return f"All tables were there already; noted that they are at revision {after.revision}."
    return f"Brought the database from revision {before.revision} to {after.revision}."


def _is_sqlite(settings: Settings) -> bool:
    return make_url(settings.database).get_backend_name() == "sqlite"


def _run(settings: Settings, work: Callable[[Database], Awaitable[Result]]) -> Result:
    """Do some work on the settings' database; one that cannot be reached is told in a sentence."""

    async def run() -> Result:
        if not settings.database_url:
            settings.var_dir.mkdir(parents=True, exist_ok=True)
        database = Database(settings.database)
        try:
            return await work(database)
        finally:
            await database.close()

    try:
        return asyncio.run(run())
    except (SQLAlchemyError, OSError) as error:
        where = make_url(settings.database).render_as_string(hide_password=True)
        reason = getattr(error, "orig", None) or error
        raise Trouble(
            f"The database {where} did not do its work: {reason}. `netevent doctor` says more."
        ) from None
