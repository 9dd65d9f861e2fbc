"""The button that closes a toast."""

from __future__ import annotations

from quart import Blueprint
from werkzeug.wrappers import Response

from netevent.core.i18n import current_language
from netevent.core.site import read, transact
from netevent.core.web.requests import go_to, wants_fragment
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.notifications import service
from netevent.notifications.inbox import inbox

routes = Blueprint("notifications", __name__)


@routes.post("/attendee/notifications/<int:notification_id>/seen")
@guards.attendee
async def seen(notification_id: int) -> Response | str:
    """Close a toast, on all pages of its owner; what waits for an answer goes on waiting."""
    kind = await transact(service.mark_one_seen, viewer().id, notification_id)
    if not wants_fragment():
        return go_to(inbox().endpoint_of(kind))
    waiting = await read(inbox().read, viewer().id)
    return "".join(region.render(current_language()) for region in waiting.regions())
