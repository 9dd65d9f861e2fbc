"""A desk asks for a badge, chooses its printer, and prints by its own browser where there is no station.

`static/js/desk/printing.js` calls these through the desk's outbox: on bad Wi-Fi a request waits, and comes
again with the same number. Without JavaScript the buttons are plain forms.
"""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID, uuid4

from quart import Blueprint, Response, request

from netevent.badges.desks import service
from netevent.badges.desks.screens import DESK_PRINTING
from netevent.badges.desks.service import Wanted
from netevent.badges.making.sources import sources_of
from netevent.badges.settings.queries import select_settings
from netevent.badges.stations.printing import DOTS_OF_AN_INCH, MM_OF_AN_INCH, label_of, read_badge
from netevent.badges.stations.queries import count_stations
from netevent.checkin.desks.posted import moment_in
from netevent.checkin.service import believed
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import Malformed, existing
from netevent.core.site import read, site, transact
from netevent.core.web.forms import number_in
from netevent.core.web.requests import fragment, page, wants_fragment
from netevent.documents.badges.drawing import badge_pdf
from netevent.documents.badges.formats import Paper, paper_of
from netevent.documents.badges.preview import picture
from netevent.events.queries import select_event, select_zone
from netevent.identity import guards
from netevent.identity.guards import viewer

routes = Blueprint("desk_printing", __name__)

HERE = "here"


@routes.post("/staff/<int:event_id>/badges/print")
@guards.door
async def ask(event_id: int) -> Any:
    """Let a badge come out at the `station` with this number, at any, or "here".

    `asked_at` is the device's: the request may have waited there.
    """
    form = await request.form
    attendee_id = number_in(form.get("attendee_id"))
    if attendee_id is None:
        raise Malformed
    chosen = form.get("station", "")
    wanted = Wanted(
        event_id,
        attendee_id,
        _number(form.get("scan_id") or form.get("request_id") or ""),
        viewer().account.name,
        number_in(chosen),
        form.get("again") == "1",
    )
    if chosen == HERE or not await read(count_stations, event_id):
        return await _here(wanted)
    now = clock.now()
    asked = await transact(service.ask, wanted, believed(moment_in(form.get("asked_at", "")), now))
    return await _answer(wanted, asked=asked, chosen=chosen)


@routes.get("/staff/<int:event_id>/badges/<int:attendee_id>/badge.pdf")
@guards.door
async def badge(event_id: int, attendee_id: int) -> Response:
    """One badge on a page of its own label, for the browser of the desk."""
    pdf, _ = await _drawn(event_id, attendee_id)
    return Response(pdf, content_type="application/pdf")


@routes.get("/staff/<int:event_id>/badges/<int:attendee_id>/badge.png")
@guards.door
async def badge_picture(event_id: int, attendee_id: int) -> Response:
    """The same, for the page that prints it by itself."""
    pdf, width = await _drawn(event_id, attendee_id)
    dots = round(width / MM_OF_AN_INCH * DOTS_OF_AN_INCH)
    return Response(await asyncio.to_thread(picture, pdf, dots), content_type="image/png")


@routes.get("/staff/<int:event_id>/badges/printer")
@guards.door
async def choose(event_id: int) -> str:
    """Where the badges of this device come out: kept on the device."""
    event = existing(await read(select_event, event_id))
    shown = await read(DESK_PRINTING.context, event_id)
    return page("badges/desks/printer.html", event=event, **shown)


async def _drawn(event_id: int, attendee_id: int) -> tuple[bytes, float]:
    """The badge as PDF, and how many millimetres wide it is."""
    paper = await read(_own_paper, event_id)
    sources = sources_of(site().settings)
    made, design = await read(read_badge, event_id, attendee_id, paper, sources)
    return await asyncio.to_thread(badge_pdf, made.badge, design), label_of(paper)[0]


async def _here(wanted: Wanted) -> Any:
    paper = await read(_own_paper, wanted.event_id)
    asked = await transact(_print_here, wanted)
    return await _answer(wanted, asked=asked, chosen=HERE, size=label_of(paper))


def _print_here(tx: Transaction, wanted: Wanted) -> service.Asked:
    paper = _own_paper(tx, wanted.event_id)
    made, _ = read_badge(tx, wanted.event_id, wanted.attendee_id, paper, sources_of(site().settings))
    return service.print_here(tx, wanted, made.content, clock.now())


def _own_paper(tx: Transaction, event_id: int) -> Paper:
    """The event's, as a browser prints it: no sheet, and so nothing that a printer is off by."""
    settings = select_settings(tx, event_id)
    return paper_of(settings.format, settings.grid)


async def _answer(wanted: Wanted, **shown: Any) -> Any:
    shown |= {"wanted": wanted, "zone": await read(select_zone, wanted.event_id)}
    if wants_fragment():
        return fragment("badges/desks/_asked.html", **shown)
    return page("badges/desks/asked.html", event_id=wanted.event_id, **shown)


def _number(text: str) -> str:
    """Made by the device; a page without JavaScript makes none, and is sent by hand, once."""
    if not text and not wants_fragment():
        return str(uuid4())
    try:
        return str(UUID(text))
    except ValueError:
        raise Malformed from None
