"""Where the code on a badge leads, opened by any phone's own camera: it depends on who asks.

Staff, owner and editors of the badge's event get the person and a way to check in; attendees of the
event get the card of whom they meet. Everybody else gets one and the same page, whether the code exists or
not: the code alone tells nothing and lets nobody in.
"""

from __future__ import annotations

from typing import Any

from quart import request

from netevent.checkin.badges.queries import select_holder
from netevent.connections.scanning import service as scan_service
from netevent.connections.scanning.scanned import OwnBadge, UnknownBadge
from netevent.core.credentials import CODE_LENGTH
from netevent.core.site import read
from netevent.core.web.requests import go_to, page
from netevent.home.blueprint import routes
from netevent.identity import badge_guess_limit as badge_guess_limit
from netevent.identity import guards
from netevent.identity.accounts import Kind, Viewer


@routes.get("/c/<code>")
@routes.get("/C/<code>", endpoint="badge_in_capitals")
@guards.public
async def badge(code: str) -> Any:
    viewer = guards.maybe_viewer()
    if viewer is None:  # nothing is looked up: a stranger cannot even tell by the time it takes
        return _neutral_page()
    await badge_guess_limit.require_unspent()
    shown = await _shown(viewer, _asked(code))
    return await _neutral() if shown is None else shown


def _asked(code: str) -> str:
    """The code as it may be looked up; what cannot be one comes back as a code that nobody has."""
    return code.upper() if code.isascii() and code.isalnum() and len(code) <= CODE_LENGTH else ""


async def _shown(viewer: Viewer, code: str) -> Any:
    """What this account gets to see; None where the code is as good as unknown to it."""
    if viewer.kind is Kind.attendee:
        return await _to_the_card(viewer.id, code)
    return await _at_the_door(viewer, code)


async def _to_the_card(viewer_id: int, code: str) -> Any:
    try:
        await read(scan_service.look, viewer_id=viewer_id, code=code)
    except OwnBadge:
        return go_to("home.attendee")
    except UnknownBadge:
        return None
    return go_to("scanning.card", code=code)


async def _at_the_door(viewer: Viewer, code: str) -> str | None:
    staff_event_id = viewer.event_id or 0 if viewer.kind is Kind.staff else 0
    holder = await read(select_holder, code=code, staff_event_id=staff_event_id, organizer_id=viewer.id)
    return page("home/badge.html", holder=holder) if holder else None


async def _neutral() -> str:
    await badge_guess_limit.spend_one()
    return _neutral_page()


def _neutral_page() -> str:
    return page("home/badge_neutral.html", next=request.path)
