"""The pages of an event's mails, put together: whom they come from, which there are, one as it arrives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from netevent.attendees.types.queries import select_types
from netevent.breakouts.queries import select_sessions
from netevent.breakouts.session import Session
from netevent.core import clock, i18n
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.i18n import gettext
from netevent.core.mail import Mail, Recipient
from netevent.events.details import Event
from netevent.events.mail_sender.arriving import Arriving, as_it_arrives, unsent
from netevent.events.queries import select_event
from netevent.office.mail_previews.material import NOBODY_YET, Material
from netevent.office.mail_previews.queries import select_first_attendee, select_owner_name
from netevent.office.mail_previews.samples.all import SAMPLES
from netevent.office.mail_previews.samples.sample import TITLES, Sample
from netevent.payments.settings.queries import select_settings


@dataclass(frozen=True, slots=True)
class Line:
    key: str
    subject: str
    cause: str


@dataclass(frozen=True, slots=True)
class Preview:
    """`is_example`: nobody is registered, so it is written to somebody made up."""

    key: str
    cause: str
    mail: Arriving
    is_example: bool


def read_list(tx: Transaction, event_id: int, language: str, base_url: str) -> list[tuple[str, list[Line]]]:
    """By group, with the subjects as this event's mails have them."""
    of = read_material(tx, event_id, language, base_url)
    lines: dict[str, list[Line]] = {title: [] for title in TITLES.values()}
    for one in SAMPLES:
        lines[TITLES[one.group]].append(Line(one.key, unsent(*_mail(one, of)).subject, one.cause))
    return list(lines.items())


def read_preview(
    tx: Transaction, event_id: int, key: str, language: str, base_url: str, server: str
) -> Preview:
    """
    Raises:
        NotFound: there is no such mail.
    """
    sample = existing(next((one for one in SAMPLES if one.key == key), None))
    of = read_material(tx, event_id, language, base_url)
    mail, to = _mail(sample, of)
    return Preview(key, sample.cause, as_it_arrives(tx, event_id, mail, to, server), of.is_example)


def _mail(sample: Sample, of: Material) -> tuple[Mail, Recipient]:
    """In the language of the mail, whatever the page speaks."""
    off_link = of.link if sample.can_be_refused else ""
    with i18n.speaking(of.language):
        to = Recipient(of.reader.email, of.language, event_id=of.event.id, off_link=off_link)
        return sample.make(of), to


def read_material(tx: Transaction, event_id: int, language: str, base_url: str) -> Material:
    event = existing(select_event(tx, event_id))
    reader = select_first_attendee(tx, event_id)
    types = select_types(tx, event_id)
    shown = next((one for one in types if not one.is_free), types[0] if types else None)
    sessions = select_sessions(tx, event_id)
    with i18n.speaking(language):
        example = gettext("Attendee")
        session = sessions[0] if sessions else _example_session(event)
    return Material(
        event=event,
        language=language,
        base_url=base_url,
        reader=reader or NOBODY_YET,
        is_example=reader is None,
        owner=select_owner_name(tx, event_id),
        session=session,
        type_name=shown.name if shown else example,
        price=shown.price if shown else Decimal(0),
        settings=select_settings(tx, event_id),
        now=clock.now(),
    )


def _example_session(event: Event) -> Session:
    start = event.details.start + timedelta(hours=1)
    name, end = gettext("A session of your event"), start + timedelta(hours=1)
    return Session(0, event.id, "", name, "", start, end, "", None, 0, 0, 0)
