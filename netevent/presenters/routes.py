"""The presenter's own pages: the sessions, one session with its roster, the list as a file, the wall."""

from __future__ import annotations

import asyncio
from typing import Any

from quart import Blueprint, Response

from netevent.core.errors import existing
from netevent.core.i18n import gettext
from netevent.core.qr import qr_svg
from netevent.core.site import read, site
from netevent.core.web.forms import asked
from netevent.core.web.paths import url
from netevent.core.web.requests import fragment, page, wants_fragment
from netevent.documents.download import download, file_name
from netevent.documents.workbook import CONTENT_TYPE
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.presenters.reading import read_numbers, read_roster
from netevent.presenters.roster_file import roster_workbook
from netevent.presenters.screens import PRESENTED, PROJECTOR, SESSION

routes = Blueprint("presenters", __name__)


@routes.get("/presenter/dashboard")
@guards.organizer
async def dashboard() -> str:
    """The own sessions of all events."""
    return page("presenters/dashboard.html", **await read(PRESENTED.context, viewer().id))


@routes.get("/presenter/session/<int:session_id>")
@guards.presenter
async def session(session_id: int) -> Any:
    """One session; htmx gets the roster alone."""
    roster = existing(await read(read_roster, session_id, asked("q")))
    if wants_fragment():
        return fragment("presenters/_roster.html", roster=roster)
    return page("presenters/session.html", roster=roster, **await read(SESSION.context, session_id))


@routes.get("/presenter/session/<int:session_id>/list.xlsx")
@guards.presenter
async def workbook(session_id: int) -> Response:
    roster = existing(await read(read_roster, session_id))
    name = existing(await read(read_numbers, session_id)).breakout.name
    made = await asyncio.to_thread(roster_workbook, roster, name)
    return download(made, CONTENT_TYPE, f"{file_name(name, 'session')}.xlsx", "session.xlsx")


@routes.get("/presenter/session/<int:session_id>/projector")
@guards.presenter
async def projector(session_id: int) -> str:
    """For the wall: seats left, and the way to register; nobody's name."""
    address = url(site().settings.base_url, "programme.programme")
    code = qr_svg(f"{address}#session-{session_id}", gettext("QR code that opens the session"))
    return page("presenters/projector.html", qr=code, **await read(PROJECTOR.context, session_id))
