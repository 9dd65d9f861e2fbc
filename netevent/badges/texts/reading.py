"""What the pages of a badge's text show, put together inside one read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from netevent.badges.making.queries import Registered, select_registered
from netevent.badges.making.reading import PersonsBadge, design_of, read_badges
from netevent.badges.making.sources import Sources
from netevent.badges.printed.queries import Print, select_last_prints
from netevent.badges.settings.queries import select_settings
from netevent.badges.settings.settings import BadgeSettings
from netevent.badges.texts.queries import select_written
from netevent.badges.texts.refusals import AskAtDesk
from netevent.badges.texts.service import refusal_of
from netevent.badges.texts.text import AS_REGISTERED, FIELDS, BadgeText, Written
from netevent.core.database import Transaction
from netevent.core.errors import NotFound, existing
from netevent.documents.badges.formats import Design
from netevent.events.details import Event
from netevent.events.queries import select_event


@dataclass(frozen=True, slots=True)
class TextPage:
    """`written` None: nothing but the registration. `refusal`: why the attendee cannot correct it."""

    event: Event
    attendee_id: int
    settings: BadgeSettings
    registered: Registered
    written: Written | None
    printed: Print | None
    refusal: AskAtDesk | None

    @property
    def text(self) -> BadgeText:
        return self.written.text if self.written else AS_REGISTERED

    @property
    def printed_texts(self) -> dict[str, str]:
        """What stands there now, by the field."""
        own = {field: getattr(self.text, field) for field in FIELDS}
        return {k: getattr(self.registered, k) if v is None else v for k, v in own.items()}


def read_text_page(tx: Transaction, event_id: int, attendee_id: int) -> TextPage:
    """
    Raises:
        NotFound: the event has no such attendee, or they have no badge.
    """
    registered = existing(select_registered(tx, event_id, attendee_id))
    return TextPage(
        event=existing(select_event(tx, event_id)),
        attendee_id=attendee_id,
        settings=select_settings(tx, event_id),
        registered=registered,
        written=select_written(tx, attendee_id),
        printed=select_last_prints(tx, event_id, [attendee_id]).get(attendee_id),
        refusal=refusal_of(tx, event_id, attendee_id),
    )


def read_own_badge(
    tx: Transaction, event_id: int, attendee_id: int, sources: Sources
) -> tuple[PersonsBadge, Design]:
    """As the organizer prints it, but for the offset: that is of the organizer's printer. Raises as above."""
    found = read_badges(tx, event_id, [attendee_id], sources)
    if not found:
        raise NotFound
    design = design_of(tx, event_id, sources)
    return found[0], replace(design, paper=replace(design.paper, offset_x=0.0, offset_y=0.0))
