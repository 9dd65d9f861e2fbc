"""What a button of an appointment gets back: parts for htmx, or a page without it.

The parts carry the ids of what they replace, and a page leaves out those that it has not: so a button fits
whatever page is open. Called by the routes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from quart import request
from werkzeug.wrappers import Response

from netevent.agenda.queries import select_agenda
from netevent.agenda.regions import agenda_region
from netevent.appointments.regions import read_agenda_regions, read_details_regions
from netevent.attendees.attendee_page import attendee_page
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import NotFound, Refusal
from netevent.core.i18n import current_language
from netevent.core.site import read, transact
from netevent.core.web.requests import go_to, wants_fragment
from netevent.identity.guards import viewer
from netevent.live.region import Region
from netevent.notifications.inbox import inbox

Answer = Response | tuple[str, int]
Arguments = ParamSpec("Arguments")


async def run_action(
    work: Callable[Concatenate[Transaction, int, int, Arguments], None],
    appointment_id: int,
    *args: Arguments.args,
    **kwargs: Arguments.kwargs,
) -> Answer:
    """Do what a button says: `work(tx, viewer_id, appointment_id, …)`.

    A conflict is said on the page that has the button, with what stands now.
    """
    try:
        await transact(work, viewer().id, appointment_id, *args, **kwargs)
    except Refusal as refusal:
        if wants_fragment():
            return await _parts(appointment_id, refusal.text), refusal.status
        if isinstance(refusal, NotFound):
            raise
        return await details_page(appointment_id, refusal.text), refusal.status
    if wants_fragment():
        return await _parts(appointment_id), 200
    return go_to("agenda.show")


async def details_page(appointment_id: int, problem: str = "") -> str:
    found = await read(read_details_regions, attendee_id=viewer().id, appointment_id=appointment_id)
    if not found:
        raise NotFound
    return await attendee_page("appointments/show.html", problem=problem, oob=False, **found[0].context)


async def _parts(appointment_id: int, problem: str = "") -> str:
    """The toasts, the page of the appointment, and the agenda where the button is there (`view`)."""
    view = (await request.form).get("view", "")
    regions = await read(
        _read, attendee_id=viewer().id, appointment_id=appointment_id, problem=problem, view=view
    )
    return "".join(one.render(current_language()) for one in regions)


def _read(tx: Transaction, attendee_id: int, appointment_id: int, problem: str, view: str) -> list[Region]:
    now = clock.now()
    regions = inbox().read(tx, attendee_id).regions(problem)
    regions += read_details_regions(tx, attendee_id, appointment_id)
    if view != "agenda":
        return regions
    agenda = select_agenda(tx, attendee_id)
    regions += read_agenda_regions(tx, attendee_id, now)
    return regions + ([agenda_region(agenda, now)] if agenda else [])
