"""Where the code on a badge leads, opened by any phone's own camera.

Staff and organizer of the badge's event get the person and a way to check in. Everybody else gets one
and the same page, whether the code exists or not: the code alone tells nothing and lets nobody in.
"""

from __future__ import annotations

from functools import partial

from quart import Blueprint, request

from netevent.checkin.badge_queries import BadgeHolder, select_holder
from netevent.core import requests
from netevent.core.errors import Refusal
from netevent.core.requests import page
from netevent.core.site import site
from netevent.identity import guards

routes = Blueprint("badges", __name__)

TRIES_FROM_A_NETWORK = "30/minute"
CODE_LENGTH = 10


@routes.get("/c/<code>")
@routes.get("/C/<code>", endpoint="badge_in_capitals")
@guards.public
async def badge(code: str) -> str:
    holder = await _holder(code.upper())
    if holder is not None and await _is_at_the_door(holder):
        return page("checkin/badge.html", holder=holder)
    await site().limits.spend(TRIES_FROM_A_NETWORK, "badge", requests.client_network())
    return page("checkin/badge_neutral.html", next=request.path)


async def _holder(code: str) -> BadgeHolder | None:
    if not code.isascii() or not code.isalnum() or len(code) > CODE_LENGTH:
        return None
    return await site().database.read(partial(select_holder, code=code))


async def _is_at_the_door(holder: BadgeHolder) -> bool:
    viewer = guards.maybe_viewer()
    if viewer is None:
        return False
    try:
        await guards.require_door(viewer, holder.event_id)
    except Refusal:
        return False
    return True
