"""The preview of settings: a page of the PDF as a picture, and the page by which a printer is adjusted.

Called by `settings.routes`. All is drawn in a thread: a page takes some milliseconds.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from netevent.badges.making.paper import paper_of
from netevent.badges.making.reading import design_of, read_badges
from netevent.badges.making.sources import Sources
from netevent.badges.making.words import dates_of
from netevent.badges.settings.queries import select_longest_named
from netevent.badges.settings.settings import BadgeSettings
from netevent.core.badge_codes import badge_link
from netevent.core.database import Transaction
from netevent.core.errors import NotFound, existing
from netevent.core.i18n import N_, current_language, gettext
from netevent.documents.badges.badge import AgendaLine, Badge
from netevent.documents.badges.drawing import badge_pdf, write_badges
from netevent.documents.badges.formats import Design
from netevent.documents.badges.preview import picture
from netevent.events.queries import select_event

# Pixels, for a preview that is half as wide on a sharp screen.
WIDTH = 900
NOBODYS_CODE = "ABCDE23456"
# As long as names are that do not fit at once.
NOBODY = N_("Alexandra Featherstonehaugh-Montgomery")


class Part(StrEnum):
    """What is shown: one badge, its back where that is a page of its own, or the whole sheet."""

    badge = "badge"
    back = "back"
    sheet = "sheet"


@dataclass(frozen=True, slots=True)
class Sample:
    """What a preview draws."""

    badges: tuple[Badge, ...]
    design: Design


def read_sample(
    tx: Transaction, event_id: int, part: Part, settings: BadgeSettings, sources: Sources
) -> Sample:
    """The attendees with the longest names, as many as are shown; somebody made up where there is nobody.

    Raises:
        NotFound: the event is gone, or its badges have no such part.
    """
    grid = paper_of(settings).grid
    most = grid.labels if part is Part.sheet else 1
    people = select_longest_named(tx, event_id, most)
    badges = [one.badge for one in read_badges(tx, event_id, people, sources, settings)]
    design = design_of(tx, event_id, sources, settings)
    if part is Part.back and not design.has_page_of_backs:
        raise NotFound
    return Sample(tuple(badges) or (_made_up(tx, event_id, settings, sources),), design)


async def picture_of(sample: Sample, part: Part) -> bytes:
    """As PNG."""
    return await asyncio.to_thread(_picture, sample, part)


def _picture(sample: Sample, part: Part) -> bytes:
    if part is not Part.sheet:
        return picture(badge_pdf(sample.badges[0], sample.design), WIDTH, part is Part.back)
    target = BytesIO()
    write_badges(sample.badges, sample.design, target, lambda done: None)
    return picture(target.getvalue(), WIDTH)


def _made_up(tx: Transaction, event_id: int, settings: BadgeSettings, sources: Sources) -> Badge:
    """With something everywhere, so that the place of all parts is seen."""
    event = existing(select_event(tx, event_id))
    session = AgendaLine("09:30", gettext("Breakout session"))
    return Badge(
        link=badge_link(sources.base_url, NOBODYS_CODE),
        name=gettext(NOBODY),
        event=str(event.name),
        date=dates_of(event),
        organisation=gettext("Organisation") if settings.shows_organisation else "",
        role=gettext("Role") if settings.shows_role else "",
        type_name=gettext("Attendee type") if settings.shows_type else "",
        colour="#2f60b2" if settings.shows_type else "",
        agenda=(session,) if settings.shows_agenda else (),
        language=current_language(),
    )
