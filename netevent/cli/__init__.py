"""The command line. Each command is a few lines; the work is done elsewhere.

A mistake in the settings is told in a sentence with exit code 2, a failure with exit code 1. A traceback
means a fault of ours.
"""

from __future__ import annotations

import os

import click

from netevent import __version__
from netevent.cli.databases import migrate, schema
from netevent.cli.doctor import doctor
from netevent.cli.languages import languages
from netevent.cli.people import create_organizer, import_attendees, reset_second_step
from netevent.cli.print_agent import print_agent
from netevent.cli.running import Commands
from netevent.cli.servers import demo, serve


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="netevent")
def main() -> None:
    """NetEvent: the self-hosted system for the day of an event.

    Settings come from NETEVENT_* variables and a file .env in the current folder.
    """
    # The database, photos, keys and mails are for this account alone.
    os.umask(0o077)


for command in (
    serve,
    demo,
    migrate,
    schema,
    create_organizer,
    reset_second_step,
    import_attendees,
    languages,
    doctor,
    print_agent,
):
    main.add_command(command)
