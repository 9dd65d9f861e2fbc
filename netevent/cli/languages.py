"""`netevent languages`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import click

from netevent.cli.running import Trouble, run
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.i18n import Language
from netevent.core.i18n.queries import select_all_languages
from netevent.core.i18n.refreshing import SECONDS
from netevent.languages import service
from netevent.languages.newcomer import CannotAdd, newcomer
from netevent.languages.reading import Shown, shown_languages
from netevent.resources import resource_path
from netevent.settings import read_settings

HEADERS = ("", "code", "name", "native name", "state", "translated", "date format", "now")


@click.group("languages", invoke_without_command=True)
@click.pass_context
def languages(context: click.Context) -> None:
    """List the languages of the server; the subcommands change them. A running server follows by itself."""
    if context.invoked_subcommand is None:
        for line in _table(_known()):
            click.echo(line)


@languages.command()
@click.argument("code")
def activate(code: str) -> None:
    """Offer the language. Whoever preferred it before gets it again."""
    _change(service.activate, code)


@languages.command()
@click.argument("code")
def deactivate(code: str) -> None:
    """Offer it no longer. Whoever prefers it gets the default."""
    _change(service.deactivate, code)


@languages.command()
@click.argument("code")
def default(code: str) -> None:
    """Make it the language of everybody who has chosen none."""
    _change(service.make_default, code)


@languages.command()
@click.argument("code")
@click.argument("position", type=click.IntRange(min=1))
def move(code: str, position: int) -> None:
    """Put it at this position of the list."""
    _change(partial(service.move, position=position), code)


@languages.command("format")
@click.argument("code")
@click.argument("date_format")
def date_format(code: str, date_format: str) -> None:
    """Set the date format in strftime's letters, such as '%e %B %Y, %H:%M'; '' for the language's own."""
    _change(partial(service.set_date_format, date_format=date_format), code)


@languages.command()
@click.argument("code")
def add(code: str) -> None:
    """Add a language whose catalogue was put into translations/. It is not active at first."""
    try:
        language = newcomer(code, resource_path("translations"))
    except CannotAdd as error:
        raise Trouble(str(error)) from None
    run(read_settings(), lambda database: database.transact(service.add, language))
    _show(code)
    click.echo(f"It is not active yet: `netevent languages activate {code}`.")


def _change(work: Callable[[Transaction, str], None], code: str) -> None:
    run(read_settings(), lambda database: database.transact(work, code))
    _show(code)
    click.echo(f"A running server follows within {SECONDS} seconds.")


def _show(code: str) -> None:
    for line in _table(_known(), code):
        click.echo(line)


def _known() -> list[Shown]:
    async def reading(database: Database) -> tuple[Language, ...]:
        return await database.read(select_all_languages)

    return shown_languages(run(read_settings(), reading), resource_path("translations"), clock.now())


def _table(known: list[Shown], only: str = "") -> Iterator[str]:
    rows = [HEADERS, *(_row(number, one) for number, one in enumerate(known, 1))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        if row is HEADERS or only in ("", row[1]):
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            yield "  ".join(cells).rstrip()


def _row(number: int, one: Shown) -> tuple[str, ...]:
    language = one.language
    state = "default" if language.is_default else "active" if language.is_active else "off"
    names = (language.code, language.name, language.native_name)
    return (str(number), *names, state, f"{one.percent} %", language.date_format or "(its own)", one.example)
