"""The link of the digest that switches it off, without a login."""

from __future__ import annotations

from quart import Blueprint, request
from werkzeug.wrappers import Response

from netevent.core.site import read, site, transact
from netevent.core.web.readers import speak_as_owner
from netevent.core.web.requests import for_programs, go_to, page
from netevent.digest import service
from netevent.identity import guards

routes = Blueprint("digest", __name__)


@routes.get("/attendee/digest/off/<token>")
@guards.public
async def ask_off(token: str) -> str:
    """Asks first: programs that look into mails open every link."""
    reader = await read(service.find_reader, token=token, secret=site().secret)
    speak_as_owner(reader.language)
    return page("digest/off.html", event_name=reader.event_name, is_off=not reader.wants_digest)


@routes.post("/attendee/digest/off/<token>")
@guards.public
@for_programs
async def switch_off(token: str) -> Response:
    """By the button of the page, and by mail programs in one POST (RFC 8058): who has the link may."""
    await transact(service.switch_off, token=token, secret=site().secret)
    if (await request.form).get("List-Unsubscribe") == "One-Click":
        return Response("", 204)  # they do not follow
    return go_to("digest.ask_off", token=token)
