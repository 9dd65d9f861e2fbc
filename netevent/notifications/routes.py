"""The button that closes a toast."""

from __future__ import annotations

from quart import Blueprint
from werkzeug.wrappers import Response

from netevent.core.site import transact
from netevent.core.web.requests import go_to, wants_fragment
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.live.answers import answer
from netevent.notifications import service
from netevent.notifications.inbox import inbox

routes = Blueprint("notifications", __name__)


@routes.post("/attendee/notifications/<kind>/<int:subject_id>/seen")
@guards.attendee
async def seen(kind: str, subject_id: int) -> Response | str:
    """Close a toast, on all pages of its owner; what waits for an answer goes on waiting."""
    known = inbox().kind(kind)
    await transact(service.mark_seen, viewer().id, (known,), subject_id)
    if not wants_fragment():
        return go_to(known.tab.endpoint)
    return await answer()
