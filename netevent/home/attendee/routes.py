"""The attendee's dashboard: the own badge, large, for who forgot it at home, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.wrappers import Response

from netevent.attendees.attendee_page import attendee_page
from netevent.core import clock
from netevent.core.badge_codes import badge_link
from netevent.core.errors import NotFound, existing
from netevent.core.i18n import gettext
from netevent.core.qr import qr_svg
from netevent.core.site import read, site
from netevent.core.web.requests import go_to
from netevent.events.queries import select_description, select_event
from netevent.home.blueprint import routes
from netevent.home.screens import BADGE
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.registration.orders.person.reading import read_own_order
from netevent.registration.orders.reading_rights import remember_order


@routes.get("/attendee/dashboard")
@guards.attendee
async def attendee() -> str:
    shown = await read(BADGE.context, viewer().id)
    description = await read(select_description, viewer().event_id or 0)
    link = badge_link(site().settings.base_url, str(shown["code"]))
    qr = qr_svg(link, gettext("QR code of your badge"))
    own = await read(read_own_order, viewer().id)
    return await attendee_page(
        "home/attendee.html",
        qr=qr,
        description=description,
        own=own,
        has_certificate=_has_certificate(shown),
        **shown,
    )


def _has_certificate(shown: Mapping[str, Any]) -> bool:
    """Whether `papers.certificates` has one for who looks at this page."""
    attendee, event = shown["attendee"], shown["event"]
    return bool(attendee.is_in and event.is_over(clock.now()))


@routes.get("/attendee/registration")
@guards.attendee
async def own_registration() -> Response:
    """To the page of the order, which this browser may see from now on: the buyer's alone."""
    own = existing(await read(read_own_order, viewer().id))
    if not own.is_buyer:
        raise NotFound
    event = existing(await read(select_event, own.order.event_id))
    remember_order(own.order.id)
    return go_to("payment.show", code=event.code, order=own.order.reference)
