"""What became of an announcement, per person, as a table for spreadsheet programs."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime
from io import StringIO

from netevent.announcements.office import words
from netevent.announcements.recipients.recipient import Recipient
from netevent.core import clock
from netevent.core.i18n import N_, gettext
from netevent.core.mail.words import shown
from netevent.documents.cells import as_text

HEADINGS = (
    N_("First name"),
    N_("Last name"),
    N_("Email"),
    N_("Told"),
    N_("State of the email"),
    N_("Words of the mail server"),
    N_("Opened their page"),
)


def table(people: Iterable[Recipient], zone: str) -> bytes:
    """CSV in UTF-8 with a byte order mark, without which Excel takes it for something else."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(as_text(gettext(heading)) for heading in HEADINGS)
    writer.writerows([as_text(value) for value in _row(person, zone)] for person in people)
    return text.getvalue().encode("utf-8-sig")


def _row(person: Recipient, zone: str) -> tuple[str, ...]:
    return (
        person.first_name,
        person.last_name,
        person.email,
        _moment(person.told_at, zone),
        _state(person),
        shown(person.said),
        _moment(person.opened_at, zone),
    )


def _state(person: Recipient) -> str:
    """Or why there is no mail; '' where it did not go by mail."""
    if person.left_out:
        return words.left_out(person.left_out)
    return words.mail_state(person.mail) if person.mail else ""


def _moment(moment: datetime | None, zone: str) -> str:
    return clock.local(moment, zone).strftime("%Y-%m-%d %H:%M") if moment else ""
