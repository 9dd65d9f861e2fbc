"""Buttons about an appointment: do it, and give back what the page shows then. Called by the routes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from quart import redirect
from werkzeug.wrappers import Response

from netevent.appointments.screens import DETAILS, read_details
from netevent.attendees.attendee_page import attendee_page
from netevent.core.database import Transaction
from netevent.core.errors import NotFound, Refusal
from netevent.core.site import read, transact
from netevent.core.web.requests import wants_fragment
from netevent.identity.guards import viewer
from netevent.live.answers import answer

AGENDA = "/appointments"
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
            return await answer((DETAILS, appointment_id), refusal=refusal.text), refusal.status
        if isinstance(refusal, NotFound):
            raise
        return await details_page(appointment_id, refusal.text), refusal.status
    if wants_fragment():
        return await answer((DETAILS, appointment_id)), 200
    return redirect(AGENDA, 303)


async def details_page(appointment_id: int, problem: str = "") -> str:
    found = await read(read_details, viewer().id, appointment_id)
    if found is None:
        raise NotFound
    return await attendee_page("appointments/show.html", problem=problem, oob=False, meeting=found.meeting)
