"""What all commands share: failures told in a sentence, and work on the settings' database."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from netevent.core.database import Database
from netevent.core.database.budget import patient
from netevent.core.database.migrating import CannotMigrate, State, look
from netevent.core.errors import Refusal
from netevent.reactions import REACTIONS
from netevent.serving import CannotListen
from netevent.settings import Settings, SettingsError

Result = TypeVar("Result")


class Trouble(click.ClickException):
    """A failure that the reader can fix; the sentence goes to stderr as it is."""

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
        except Refusal as error:
            raise Trouble(error.text) from None
        except (CannotListen, CannotMigrate) as error:
            raise Trouble(str(error)) from None


def run(settings: Settings, work: Callable[[Database], Awaitable[Result]]) -> Result:
    """Do some work on the settings' database; one that cannot be reached is told in a sentence."""
    try:
        return asyncio.run(_work(settings, work))
    except (SQLAlchemyError, OSError) as error:
        where = make_url(settings.database).render_as_string(hide_password=True)
        if asyncio.run(_lacks_tables(settings)):
            raise Trouble(
                f"The database {where} has not this release's tables. Run `netevent migrate`."
            ) from None
        reason = getattr(error, "orig", None) or error
        raise Trouble(
            f"The database {where} did not do its work: {reason}. `netevent doctor` says more."
        ) from None


async def _lacks_tables(settings: Settings) -> bool:
    """Whether that is why some work failed; one that cannot be reached failed for another reason."""
    try:
        standing = await _work(settings, look)
    except (SQLAlchemyError, OSError):
        return False
    return standing.state in (State.empty, State.behind)


async def _work(settings: Settings, work: Callable[[Database], Awaitable[Result]]) -> Result:
    if not settings.database_url:
        settings.var_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database, reactions=REACTIONS)
    try:
        with patient():
            return await work(database)
    finally:
        await database.close()
