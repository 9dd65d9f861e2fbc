"""The link that turns announcements by mail off, without a login; mail programs post to it too (RFC 8058)."""

from __future__ import annotations

from quart import Blueprint, request
from werkzeug.wrappers import Response

from netevent.announcements.off import service
from netevent.core.site import read, site, transact
from netevent.core.web.readers import speak_as_owner
from netevent.core.web.requests import for_programs, go_to, page
from netevent.identity import guards

routes = Blueprint("announcements_off", __name__)

# The field of our own page's button; the mail program's POST has another one.
BY_HAND = "by_hand"


@routes.get("/mail/off/<token>")
@guards.public
async def ask_off(token: str) -> str:
    """Asks first: programs that look into mails open every link."""
    reader = await read(service.find_reader, token, site().secret)
    speak_as_owner(reader.language)
    return page(
        "announcements/off.html",
        event_name=reader.event_name,
        is_off=not reader.wants_announcements,
        token=token,
    )


@routes.post("/mail/off/<token>")
@guards.public
@for_programs
async def turn_off(token: str) -> Response | tuple[str, int]:
    """The signed token says who it is. A mail program gets an answer without a redirect, as it must."""
    await transact(service.want, token, site().secret, is_wanted=False)
    if BY_HAND in await request.form:
        return go_to("announcements_off.ask_off", token=token)
    return "", 200


@routes.post("/mail/off/<token>/on")
@guards.public
async def turn_on(token: str) -> Response:
    await transact(service.want, token, site().secret, is_wanted=True)
    return go_to("announcements_off.ask_off", token=token)
