"""The landing page, the organizer's events, the staff's page."""

from __future__ import annotations

from typing import Any

from quart import request
from werkzeug.wrappers import Response

from netevent.core.errors import NotFound
from netevent.core.site import read, site
from netevent.core.web.requests import go_to, page
from netevent.home import queries
from netevent.home.blueprint import routes as routes
from netevent.home.reading import read_staff_page
from netevent.identity import guards
from netevent.identity.guards import viewer

CODE_AT_MOST = 20


@routes.get("/")
@guards.public
async def landing() -> str:
    return page("home/landing.html")


@routes.get("/register/attendee")
@guards.public
async def find_event() -> Response:
    """From the event code that somebody typed to that event's registration."""
    code = "".join(sign for sign in request.args.get("code", "").upper() if sign.isascii() and sign.isalnum())
    if not code:
        return go_to("home.landing")
    return go_to("registration.register", code=code[:CODE_AT_MOST])


@routes.get("/organizer/dashboard")
@guards.organizer
async def organizer() -> Any:
    """The own events; who has none, and may make none, has sessions alone."""
    account = viewer().account
    if account.is_presenter and not account.may_organize(site().settings.organizers):
        return go_to("presenters.dashboard")
    cards = await read(queries.select_cards, account.id)
    archived = await read(queries.count_archived, account.id)
    return page("home/organizer.html", events=cards, archived=archived, is_archive=False)


@routes.get("/organizer/events/archived")
@guards.organizer
async def archived() -> str:
    """The events that were put away."""
    cards = await read(queries.select_cards, viewer().id, archived=True)
    return page("home/organizer.html", events=cards, archived=len(cards), is_archive=True)


@routes.get("/organizer/event/<int:event_id>/desk")
@guards.event_editor
async def desk(event_id: int) -> Response:
    """The desk has one address, for staff and organizers."""
    return go_to("checkin.desk", event_id=event_id)


@routes.get("/staff/dashboard")
@guards.staff
async def staff() -> Any:
    event_id = viewer().event_id
    if event_id is None:
        raise NotFound
    shown = await read(read_staff_page, event_id)
    return page("home/staff.html", event=shown.event, to_come=shown.to_come)
