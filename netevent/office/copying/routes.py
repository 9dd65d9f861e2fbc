"""The page that copies an event."""

from __future__ import annotations

from typing import Any

from quart import Blueprint
from werkzeug.wrappers import Response

from netevent.core import clock
from netevent.core.database.budget import patient
from netevent.core.errors import existing
from netevent.core.site import read, site, transact
from netevent.core.web.forms import answered, filled
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.events.queries import select_event
from netevent.identity import guards
from netevent.identity.archive import for_archive
from netevent.identity.guards import PresentsOnly, viewer
from netevent.office.copying import service
from netevent.office.copying.forms import CopyForm

routes = Blueprint("copying", __name__)


@routes.route("/organizer/event/<int:event_id>/copy", methods=["GET", "POST"])
@guards.event_editor
@for_archive
async def copy(event_id: int) -> Any:
    """For who may make events, too."""
    if not viewer().account.may_organize(site().settings.organizers):
        raise PresentsOnly
    event = existing(await read(select_event, event_id))
    kind: type[CopyForm] = type("CopyForm", (CopyForm,), {"zone": event.zone})
    form = await filled(kind, name=event.details.name, start=clock.local(event.details.start, event.zone))

    async def act() -> Response:
        name, start = form.name.data or "", form.starts
        with patient():  # a programme of thousands of sessions comes along
            new_id = await transact(service.copy_event, viewer().id, event_id, name, start)
        return go_to("events.edit", event_id=new_id)

    async def show(problem: str) -> str:
        return await office_page("office/copying/copy.html", event_id, form=form, problem=problem)

    return await answered(form, act, show)
