"""Buttons about an appointment: do it, and give back what the page shows then. Called by the routes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from quart import Response as QuartResponse
from werkzeug.wrappers import Response

from netevent.appointments.overlaps.asking import as_json
from netevent.appointments.overlaps.reading import Question, read_question
from netevent.appointments.refusals import Overlaps
from netevent.appointments.screens import DETAILS, read_details
from netevent.attendees.attendee_page import attendee_page
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import NotFound, Refusal, existing
from netevent.core.site import read, transact
from netevent.core.web.paths import path
from netevent.core.web.requests import go_to, wants_fragment, wants_json
from netevent.identity.guards import viewer
from netevent.live.answers import answer

Answer = Response | str | tuple[str, int] | tuple[QuartResponse, int] | tuple[str, int, dict[str, str]]
Arguments = ParamSpec("Arguments")


async def run_action(
    work: Callable[Concatenate[Transaction, int, int, Arguments], None],
    appointment_id: int,
    *args: Arguments.args,
    **kwargs: Arguments.kwargs,
) -> Answer:
    """Do what a button says: `work(tx, viewer_id, appointment_id, …)`.

    A conflict is said on the page that has the button, with what stands now. What overlaps is asked about.
    """
    try:
        await transact(work, viewer().id, appointment_id, *args, **kwargs)
    except Overlaps:
        return await ask(appointment_id)
    except Refusal as refusal:
        if wants_fragment():
            return await answer((DETAILS, appointment_id), refusal=refusal.text), refusal.status
        if isinstance(refusal, NotFound):
            raise
        return await details_page(appointment_id, refusal.text), refusal.status
    if wants_fragment():
        return await answer((DETAILS, appointment_id)), 200
    return go_to("agenda.show")


async def ask(appointment_id: int) -> Answer:
    """409: nothing has happened yet. The question is a page of its own, to which htmx goes on."""
    question = await find_question(appointment_id)
    if wants_json():
        return as_json(question.overlapping)
    if wants_fragment():
        return "", Overlaps.status, {"HX-Redirect": path("appointments.asked", appointment_id=appointment_id)}
    return await question_page(question), Overlaps.status


async def find_question(appointment_id: int) -> Question:
    return existing(await read(read_question, viewer().id, appointment_id, clock.now()))


async def question_page(question: Question) -> str:
    return await attendee_page(
        "appointments/overlaps.html", meeting=question.meeting, overlapping=question.overlapping
    )


async def details_page(appointment_id: int, problem: str = "") -> str:
    found = existing(await read(read_details, viewer().id, appointment_id))
    return await attendee_page("appointments/show.html", problem=problem, oob=False, meeting=found.meeting)
