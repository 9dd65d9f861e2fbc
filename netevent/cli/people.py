"""`netevent create-organizer`, `netevent reset-second-step` and `netevent import-attendees`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click
from email_validator import EmailNotValidError, validate_email

from netevent.attendees.importing.attendee_file import (
    AttendeeFile,
    AttendeeFileUnreadable,
    read_attendee_file,
)
from netevent.attendees.importing.importer import ImportResult, import_attendee_file
from netevent.attendees.importing.report import Report
from netevent.cli.running import Trouble, run
from netevent.core.credentials import hash_password, salt_for
from netevent.core.database import Database
from netevent.core.i18n.queries import select_languages
from netevent.core.text.addresses import clean_email
from netevent.core.text.comparing import normalize_email
from netevent.core.web.forms import PASSWORD_LENGTH
from netevent.events.queries import select_event_by_code
from netevent.identity.accounts import Account
from netevent.identity.second_step.service import reset
from netevent.identity.service import NewOrganizer, register_organizer
from netevent.settings import read_settings

LONGEST_PASSWORD = 200
LONGEST_NAME = 255


@click.command("create-organizer")
@click.argument("email")
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create_organizer(email: str, name: str, password_stdin: bool) -> None:
    """Make an organizer's account. Asks for the password."""
    email = clean_email(email)
    settings = read_settings()
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else _asked_password()
    _check(email, name.strip(), password)
    work = partial(_register, email, name.strip(), password, settings.secret_key.get_secret_value())
    account = run(settings, work)
    click.echo(f"{account.name} can log in with {account.email} at {settings.base_url}/login")


@click.command("reset-second-step")
@click.argument("email")
def reset_second_step(email: str) -> None:
    """Take two-step log-in and passkeys from an organizer or a member of staff who lost the phone."""
    accounts = run(read_settings(), partial(_reset, clean_email(email)))
    if not accounts:
        raise Trouble(f"No account with the address {email} has two-step log-in or a passkey.")
    for account in accounts:
        click.echo(f"{account.name} ({account.kind.value}) logs in with the password alone now.")


@click.command("import-attendees")
@click.argument("event_code")
@click.argument("file", type=click.Path(path_type=Path))
def import_attendees(event_code: str, file: Path) -> None:
    """Bring a list of attendees into an event: .xlsx, .xls, .ods or .csv. Doing it twice changes nothing."""
    settings = read_settings()
    attendee_file = _read_list(file)
    result = run(settings, partial(_import, event_code.strip().upper(), attendee_file))
    for line in _report(result):
        click.echo(line)


def _asked_password() -> str:
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


def _check(email: str, name: str, password: str) -> None:
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError as error:
        raise Trouble(f"{email} is not an e-mail address: {error}") from None
    if not name or len(name) > LONGEST_NAME:
        raise Trouble(f"The name must have between 1 and {LONGEST_NAME} characters.")
    if not PASSWORD_LENGTH <= len(password) <= LONGEST_PASSWORD:
        raise Trouble(f"The password must have between {PASSWORD_LENGTH} and {LONGEST_PASSWORD} characters.")


async def _register(email: str, name: str, password: str, secret: str, database: Database) -> Account:
    """In the server's own language; everybody chooses another one after logging in."""
    language = (await database.read(select_languages)).default
    salt = salt_for(secret, normalize_email(email))
    new = NewOrganizer(email, name, await hash_password(password, salt), language, is_confirmed=True)
    return await database.transact(register_organizer, new)


async def _reset(email: str, database: Database) -> list[Account]:
    return await database.transact(reset, email)


def _read_list(file: Path) -> AttendeeFile:
    try:
        return read_attendee_file(file.read_bytes(), file.name)
    except OSError as error:
        raise Trouble(f"{file} cannot be read: {error.strerror}.") from None
    except AttendeeFileUnreadable as error:
        raise Trouble(f"{file.name}: {error.message}") from None


async def _import(event_code: str, attendee_file: AttendeeFile, database: Database) -> ImportResult:
    language = (await database.read(select_languages)).default
    event = await database.read(select_event_by_code, event_code)
    if event is None:
        raise Trouble(f"There is no event with the code {event_code}. Its page shows the code.")
    return await import_attendee_file(database, event.id, attendee_file, _show_progress, language=language)


def _show_progress(done: int, total: int) -> None:
    """On one line in a terminal, on a line for each step in a file."""
    is_last = done == total or not sys.stderr.isatty()
    click.echo(f"{done} of {total} rows" + ("\n" if is_last else "\r"), nl=False, err=True)


def _report(result: ImportResult) -> Iterator[str]:
    """The sums first, then a line for each reason."""
    yield (
        f"{result.created} added, {result.updated} changed, {result.unchanged} as they were, "
        f"{len(result.faults)} left out."
    )
    report = Report().plus(result)
    yield from report.fault_lines
    yield from report.remark_lines
    if report.ignored:
        yield f"Columns that were not used: {', '.join(report.ignored)}"
