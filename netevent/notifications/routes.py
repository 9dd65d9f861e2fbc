"""The button that closes a toast."""

from __future__ import annotations

from quart import Blueprint, redirect
from werkzeug.wrappers import Response

from netevent.core.site import transact
from netevent.core.web.requests import wants_fragment
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.live.answers import answer
from netevent.notifications import service
from netevent.notifications.inbox import inbox

routes = Blueprint("notifications", __name__)


@routes.post("/attendee/notifications/<int:notification_id>/seen")
@guards.attendee
async def seen(notification_id: int) -> Response | str:
    """Close a toast, on all pages of its owner; what waits for an answer goes on waiting."""
    kind = await transact(service.mark_one_seen, viewer().id, notification_id)
    if not wants_fragment():
        return redirect(inbox().path_of(kind), 303)
    return await answer()
