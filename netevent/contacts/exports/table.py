"""Connections as a table for spreadsheet programs, with the own notes and tags."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from netevent.contacts.queries import SEPARATOR, Person
from netevent.core import clock
from netevent.core.i18n import N_, gettext
from netevent.documents.cells import as_text

HEADINGS = (
    N_("First name"),
    N_("Last name"),
    N_("Organisation"),
    N_("Role"),
    N_("Type"),
    N_("Email"),
    N_("Phone"),
    N_("LinkedIn"),
    N_("Introduction"),
    N_("Connected since"),
    N_("Where we met"),
    N_("Tags"),
    N_("Private note"),
)


def table(people: Iterable[Person]) -> bytes:
    """CSV in UTF-8 with a byte order mark, without which Excel takes it for something else."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(as_text(gettext(heading)) for heading in HEADINGS)
    writer.writerows([as_text(value) for value in _row(person)] for person in people)
    return text.getvalue().encode("utf-8-sig")


def _row(person: Person) -> tuple[str, ...]:
    card = person.card
    since = clock.local(card.since, person.zone).strftime("%Y-%m-%d %H:%M") if card.since else ""
    return (
        card.first_name,
        card.last_name,
        card.organisation,
        card.role,
        card.type_name,
        card.email,
        card.phone,
        card.linkedin,
        card.introduction,
        since,
        person.met_where,
        SEPARATOR.join(person.tags),
        person.note,
    )
