"""`netevent serve` and `netevent demo`."""

from __future__ import annotations

import logging
import sys
from functools import partial

import click
from sqlalchemy.engine import make_url

from netevent.app import close_pages, create_app
from netevent.cli.running import run
from netevent.core import clock
from netevent.core.database import Database, migrating
from netevent.core.database.migrating import CannotMigrate, State
from netevent.core.logs import set_up_logs
from netevent.demo import setup
from netevent.demo.facts import Facts, greet, select_facts, write_facts
from netevent.resources import resource_path
from netevent.serving import Listening
from netevent.serving import serve as serve_until_stopped
from netevent.settings import Settings, read_settings, require_local_demo, require_secret_key

# Compared, not bound: where the server listens on all addresses, its own machine reaches it by name.
HERE = {"127.0.0.1", "0.0.0.0", "::1", "::"}  # noqa: S104 - compared, not bound


@click.command()
@click.option("--host", help="The address to listen on, instead of NETEVENT_HOST.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port, instead of NETEVENT_PORT.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes, instead of NETEVENT_WORKERS.")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve until stopped (Ctrl-C or SIGTERM)."""
    options = {"host": host, "port": port, "workers": workers}
    given = {name: value for name, value in options.items() if value is not None}
    settings = _with_own_address(read_settings(**given))
    require_secret_key(settings)
    require_local_demo(settings)
    set_up_logs(settings.log_format)
    run(settings, partial(_make_servable, is_embedded=_is_sqlite(settings)))
    listening = Listening(settings.host, settings.port, workers=settings.workers)
    sys.exit(
        serve_until_stopped(
            partial(create_app, settings), listening, resource_path("hypercorn.toml"), close_pages
        )
    )


@click.command()
@click.option("--host", default="127.0.0.1", help="Another address than localhost serves it over HTTPS.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="The port to listen on.")
@click.option("--reset", is_flag=True, help="Start over: the demo's database, key and mails are made anew.")
def demo(host: str, port: int, reset: bool) -> None:
    """Serve a demo event, with accounts to log in with."""
    if reset:
        setup.wipe()
    settings = setup.demo_settings(host, port)
    # What the demo invents goes wrong on purpose: nobody is warned of that.
    set_up_logs(settings.log_format, logging.ERROR)
    facts = run(settings, partial(_prepare_demo, settings))
    set_up_logs(settings.log_format, logging.WARNING)
    sys.exit(
        serve_until_stopped(
            partial(create_app, settings),
            setup.listening(settings),
            resource_path("hypercorn.toml"),
            close_pages,
            announce=partial(_announce_demo, settings, facts),
        )
    )


def _with_own_address(settings: Settings) -> Settings:
    """Who sets no base URL reaches the server where it listens."""
    if "base_url" in settings.model_fields_set:
        return settings
    host = "localhost" if settings.host in HERE else settings.host
    return settings.model_copy(update={"base_url": f"http://{host}:{settings.port}"})


def _is_sqlite(settings: Settings) -> bool:
    return make_url(settings.database).get_backend_name() == "sqlite"


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


async def _prepare_demo(settings: Settings, database: Database) -> Facts:
    event = await setup.prepare(database, settings)
    return await database.read(select_facts, settings.base_url, event)


def _announce_demo(settings: Settings, facts: Facts) -> None:
    """Only once it answers: a demo that could not start must not overwrite what another one wrote."""
    write_facts(facts, settings.var_dir / "demo.json")
    if _is_sqlite(settings):  # the address of a database server may hold its password
        click.echo(f"Other commands reach this database with NETEVENT_DATABASE_URL={settings.database}")
    greet(facts, sys.stdout, is_local=setup.is_local(settings.host), now=clock.now())
