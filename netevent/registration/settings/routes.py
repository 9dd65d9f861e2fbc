"""The organizer's page of how an event takes registrations."""

from __future__ import annotations

from typing import Any

from quart import Blueprint
from werkzeug.wrappers import Response

from netevent.core.errors import existing
from netevent.core.site import read, transact
from netevent.core.web.forms import answered, filled
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.events.queries import select_event
from netevent.events.zones.moments import in_zone
from netevent.identity import guards
from netevent.registration.settings import service
from netevent.registration.settings.forms import RegistrationForm
from netevent.registration.settings.queries import select_settings

routes = Blueprint("registration_settings", __name__)


@routes.route("/organizer/event/<int:event_id>/registration-settings", methods=["GET", "POST"])
@guards.event_editor
async def edit(event_id: int) -> Any:
    kind = in_zone(RegistrationForm, existing(await read(select_event, event_id)).zone)
    form = await filled(kind, **kind.defaults(await read(select_settings, event_id)))

    async def act() -> Response:
        await transact(service.save, event_id, form.settings)
        return go_to("attendee_types.types", event_id=event_id)

    async def show(problem: str) -> str:
        return await office_page("registration/settings/edit.html", event_id, form=form, problem=problem)

    return await answered(form, act, show)
