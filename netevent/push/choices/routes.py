"""What an attendee is told by push, and on which devices."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request, session
from werkzeug.wrappers import Response

from netevent.attendees.attendee_page import attendee_page
from netevent.core.i18n import gettext
from netevent.core.site import read, site, transact
from netevent.core.web.requests import go_to
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.notifications.inbox import inbox
from netevent.push.choices import service
from netevent.push.choices.reading import read_choices
from netevent.push.subscriptions.service import remove_device

routes = Blueprint("push_choices", __name__)

NEWS = "push_news"
CHANGES = "60/10 minutes"


@routes.get("/attendee/notifications")
@guards.attendee
async def edit() -> str:
    shown = await read(read_choices, inbox(), viewer().id, viewer().login_id)
    flashes = [("good", said)] if (said := session.pop(NEWS, "")) else []
    return await attendee_page("push/choices.html", choices=shown, flashes=flashes)


@routes.post("/attendee/notifications")
@guards.attendee
async def save() -> Response:
    await site().limits.spend(CHANGES, "push-choices", str(viewer().id))
    wanted = set((await request.form).getlist("wanted"))
    await transact(service.save, inbox(), viewer().id, wanted)
    return _back(gettext("Your choice has been saved."))


@routes.post("/attendee/notifications/devices/<int:subscription_id>/remove")
@guards.attendee
async def remove(subscription_id: int) -> Any:
    await transact(remove_device, viewer().id, subscription_id)
    return _back(gettext("The device has been removed. It gets no more notifications."))


def _back(said: str) -> Response:
    session[NEWS] = said
    return go_to("push_choices.edit")
