"""An event's form: making one, changing it, deleting it."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request

from netevent.core.errors import NotFound, Refusal
from netevent.core.i18n import gettext
from netevent.core.site import read, transact
from netevent.core.web.forms import filled
from netevent.core.web.requests import go_to, page
from netevent.events import queries, service
from netevent.events.details import Event
from netevent.events.forms import EventForm, form_values
from netevent.identity import guards
from netevent.identity.guards import viewer

routes = Blueprint("events", __name__)


@routes.route("/organizer/event/create", methods=["GET", "POST"])
@guards.organizer
async def create() -> Any:
    organizer_id = viewer().id
    last_zone = await read(queries.select_last_zone, organizer_id)
    form = await filled(EventForm, zone=last_zone or "UTC", gates=gettext("Main entrance"))
    problem = ""
    if request.method == "POST" and form.validate():
        try:
            event_id = await transact(service.create_event, organizer_id=organizer_id, details=form.details)
            return go_to("home.event", event_id=event_id)
        except Refusal as refusal:
            problem = refusal.text
    status = 422 if request.method == "POST" else 200
    return page("events/create.html", form=form, problem=problem, guess_zone=not last_zone), status


@routes.route("/organizer/event/<int:event_id>/edit", methods=["GET", "POST"])
@guards.organizer
async def edit(event_id: int) -> Any:
    event = await _event(event_id)
    form = await filled(EventForm, **form_values(event.details))
    problem = ""
    if request.method == "POST" and form.validate():
        try:
            await transact(service.edit_event, event_id=event_id, details=form.details)
            return go_to("home.event", event_id=event_id)
        except Refusal as refusal:
            problem = refusal.text
    status = 422 if request.method == "POST" else 200
    event_counts = await read(queries.select_event_counts, event_id=event_id)
    return page("events/edit.html", form=form, problem=problem, event=event, nav_counts=event_counts), status


@routes.route("/organizer/event/<int:event_id>/delete", methods=["GET", "POST"])
@guards.organizer
async def delete(event_id: int) -> Any:
    """Ask first, and say what goes with the event."""
    if request.method == "POST":
        await transact(service.delete_event, event_id=event_id)
        return go_to("home.organizer")
    event_counts = await read(queries.select_event_counts, event_id=event_id)
    event = await _event(event_id)
    return page("events/delete.html", event=event, event_counts=event_counts, nav_counts=event_counts)


async def _event(event_id: int) -> Event:
    event = await read(queries.select_event, event_id=event_id)
    if event is None:
        raise NotFound
    return event
