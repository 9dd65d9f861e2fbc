"""The two buttons of an event's form: to the archive, and back."""

from __future__ import annotations

from quart import Blueprint
from werkzeug.wrappers import Response

from netevent.core.site import transact
from netevent.core.web.requests import go_to
from netevent.events.archiving import service
from netevent.identity import guards
from netevent.identity.archive import for_archive

routes = Blueprint("archiving", __name__)


@routes.post("/organizer/event/<int:event_id>/archive")
@guards.event_owner
@for_archive
async def put_away(event_id: int) -> Response:
    await transact(service.put_away, event_id=event_id)
    return go_to("home.archived")


@routes.post("/organizer/event/<int:event_id>/bring-back")
@guards.event_owner
@for_archive
async def bring_back(event_id: int) -> Response:
    await transact(service.bring_back, event_id=event_id)
    return go_to("home.event", event_id=event_id)
