"""An event's page with its three faces, and the poster to its registration."""

from __future__ import annotations

from typing import Any

from netevent.checkin.screens import DASHBOARD
from netevent.core import clock
from netevent.core.errors import existing
from netevent.core.i18n import gettext
from netevent.core.qr import qr_svg
from netevent.core.site import read, site
from netevent.core.web.forms import asked
from netevent.core.web.paths import url
from netevent.core.web.requests import go_to, page
from netevent.events.details import Event
from netevent.events.office_page import office_page
from netevent.events.queries import select_event
from netevent.home.blueprint import routes
from netevent.home.event.faces import Face, asked_face, face_of
from netevent.home.event.reading import read_around, read_report
from netevent.home.event.screens import CHECKLIST
from netevent.home.event.server import server_needs
from netevent.identity import guards

SCREENS = {Face.checklist: CHECKLIST, Face.live: DASHBOARD, Face.report: None}


@routes.get("/organizer/event/<int:event_id>")
@guards.organizer
async def event(event_id: int) -> Any:
    """The face that `show` names, or else the one of the time; with `projector` the wall."""
    if asked("projector"):
        return go_to("wall.live", event_id=event_id)
    found = existing(await read(select_event, event_id))
    usual = face_of(found, clock.now())
    face = asked_face(asked("show"), usual)
    given = await _given(face, event_id)
    return await office_page(
        f"home/event/{face}.html", event_id, SCREENS[face], face=face, **_public(found), **given
    )


@routes.get("/organizer/event/<int:event_id>/poster")
@guards.organizer
async def poster(event_id: int) -> str:
    found = existing(await read(select_event, event_id))
    return page("home/event/poster.html", event=found, **_public(found))


async def _given(face: Face, event_id: int) -> dict[str, Any]:
    """What a face shows beside its screen."""
    around = await read(read_around, event_id)
    given: dict[str, Any] = {"is_programme_public": around.is_programme_public}
    if face is Face.checklist:
        given["needs"] = server_needs(site().settings, around.last_mail)
    if face is Face.report:
        given["report"] = await read(read_report, event_id)
    return given


def _public(event: Event) -> dict[str, Any]:
    """Where attendees register, also as a code for their phones."""
    base_url = site().settings.base_url
    address = url(base_url, "registration.register", **event.register_at)
    return {
        "base_url": base_url,
        "registration_url": address,
        "qr": qr_svg(address, gettext("QR code of the registration")),
        "is_over": event.is_over(clock.now()),
    }
