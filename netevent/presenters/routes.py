"""The presenter's own sessions."""

from __future__ import annotations

from quart import Blueprint

from netevent.core.site import read
from netevent.core.web.requests import page
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.presenters.queries import select_own_names

routes = Blueprint("presenters", __name__)


@routes.get("/presenter/dashboard")
@guards.organizer
async def dashboard() -> str:
    return page("presenters/dashboard.html", names=await read(select_own_names, viewer().id))
