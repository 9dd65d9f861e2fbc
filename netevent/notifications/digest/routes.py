"""The link of the digest that switches it off, without a login."""

from __future__ import annotations

from functools import partial

from quart import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from netevent.core.site import site
from netevent.core.web.requests import page
from netevent.identity import guards
from netevent.notifications.digest import service

routes = Blueprint("news", __name__)


@routes.get("/attendee/digest/off/<token>")
@guards.public
async def ask_off(token: str) -> str:
    """Asks first: programs that look into mails open every link."""
    reader = await site().database.read(partial(service.find_reader, token=token, secret=site().secret))
    return page("notifications/digest_off.html", event_name=reader.event_name, is_off=not reader.wants_digest)


@routes.post("/attendee/digest/off/<token>")
@guards.public
async def switch_off(token: str) -> Response:
    await site().database.transaction(partial(service.switch_off, token=token, secret=site().secret))
    return redirect(url_for("news.ask_off", token=token), 303)
