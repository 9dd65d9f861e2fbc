"""Buttons about an appointment: do it, and give back what the page shows then. Called by the routes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from werkzeug.wrappers import Response

from netevent.appointments.screens import DETAILS, read_details
from netevent.attendees.attendee_page import attendee_page
from netevent.core.database import Transaction
from netevent.core.errors import NotFound, Refusal, existing
from netevent.core.site import read, transact
from netevent.core.web.requests import go_to, wants_fragment
from netevent.identity.guards import viewer
from netevent.live.answers import answer

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
    return go_to("agenda.show")


async def details_page(appointment_id: int, problem: str = "") -> str:
    found = existing(await read(read_details, viewer().id, appointment_id))
    return await attendee_page("appointments/show.html", problem=problem, oob=False, meeting=found.meeting)
