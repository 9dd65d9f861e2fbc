"""The attendee's dashboard: the own badge, large, for who forgot it at home, and what comes next."""

from __future__ import annotations

from netevent.attendees.attendee_page import attendee_page
from netevent.core.badge_codes import badge_link
from netevent.core.i18n import gettext
from netevent.core.qr import qr_svg
from netevent.core.site import read, site
from netevent.events.queries import select_description
from netevent.home.blueprint import routes
from netevent.home.screens import BADGE
from netevent.identity import guards
from netevent.identity.guards import viewer


@routes.get("/attendee/dashboard")
@guards.attendee
async def attendee() -> str:
    shown = await read(BADGE.context, viewer().id)
    description = await read(select_description, viewer().event_id or 0)
    link = badge_link(site().settings.base_url, str(shown["code"]))
    qr = qr_svg(link, gettext("QR code of your badge"))
    return await attendee_page("home/attendee.html", qr=qr, description=description, **shown)
