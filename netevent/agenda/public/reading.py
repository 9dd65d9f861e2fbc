"""What the public programme shows. Called by the routes, in one read."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.agenda.programme.reading import Listed, Programme, ProgrammeFilter, arranged
from netevent.breakouts.exporting.reading import Export, read_export
from netevent.breakouts.presenters.queries import select_presenter_names
from netevent.breakouts.queries import select_sessions
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.i18n.localized import LocalizedText
from netevent.events.details import Event
from netevent.events.opening.state import Registering, registering
from netevent.events.queries import select_description, select_event_with_public_programme


@dataclass(frozen=True, slots=True)
class PublicProgramme:
    """`can_register`: its form takes registrations, and there is a seat."""

    event: Event
    programme: Programme
    can_register: bool
    description: LocalizedText


def read_public(tx: Transaction, code: str, shown: ProgrammeFilter) -> PublicProgramme:
    """Raises NotFound where no such event shows its programme."""
    event, now = existing(select_event_with_public_programme(tx, code)), clock.now()
    names = select_presenter_names(tx, event.id)
    every = [
        Listed(one, None, one.is_over(now), names.get(one.id, ())) for one in select_sessions(tx, event.id)
    ]
    can_register = event.seats_left != 0 and registering(event, now) is Registering.open
    programme = arranged(every, shown, event.zone)
    return PublicProgramme(event, programme, can_register, select_description(tx, event.id))


def read_public_export(tx: Transaction, code: str) -> Export:
    """Raises NotFound where no such event shows its programme."""
    return read_export(tx, existing(select_event_with_public_programme(tx, code)))
