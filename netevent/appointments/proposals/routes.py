"""Proposing an appointment, and proposing another time for one: the same form."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from quart import Blueprint, request
from werkzeug.wrappers import Response

from netevent.appointments import service
from netevent.appointments.appointment import OPEN, Appointment
from netevent.appointments.overlaps.asking import as_json
from netevent.appointments.overlaps.forms import answer_in
from netevent.appointments.overlaps.overlap import Overlap
from netevent.appointments.overlaps.reading import read_overlaps
from netevent.appointments.proposals.forms import ProposalForm, day, moment
from netevent.appointments.refusals import Over, Overlaps
from netevent.appointments.slots.availability import Availability, Chosen, read_availability
from netevent.attendees.attendee_page import attendee_page
from netevent.core import clock
from netevent.core.clock import local
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.site import read, site, transact
from netevent.core.web.forms import answered, asked_number, filled, number_in
from netevent.core.web.requests import go_to, wants_json
from netevent.identity import guards
from netevent.identity.guards import viewer

routes = Blueprint("proposals", __name__)

# Each rings on a phone: whoever proposes, cancels and proposes again in turn comes to an end.
PROPOSALS_OF_AN_ATTENDEE = "60/hour"


@routes.route("/appointments/new", methods=["GET", "POST"])
@guards.attendee
async def new() -> Any:
    form = await filled(ProposalForm, minutes=asked_number("minutes"), start=request.args.get("start"))
    target_id = await _target_id()
    return await answered(
        form,
        lambda: _or_ask(_proposed(target_id, form), form, target_id=target_id),
        lambda problem: _page(form, problem, target_id=target_id),
    )


@routes.route("/appointments/<int:appointment_id>/move", methods=["GET", "POST"])
@guards.attendee
async def move(appointment_id: int) -> Any:
    """Another time, for a proposal or for what was agreed."""
    before = await read(service.find, viewer_id=viewer().id, appointment_id=appointment_id)
    if before.status not in OPEN:
        raise Over
    form = await filled(ProposalForm, **_values(before))
    return await answered(
        form,
        lambda: _or_ask(_moved(before, form), form, before=before),
        lambda problem: _page(form, problem, before=before),
    )


async def _or_ask(
    acting: Awaitable[Response], form: ProposalForm, target_id: int = 0, before: Appointment | None = None
) -> Any:
    """409 where an own session is at that time: nothing has happened yet, and the form asks."""
    try:
        return await acting
    except Overlaps as refusal:
        wanted = form.proposal
        found = await read(read_overlaps, viewer().id, wanted.start, wanted.end)
        if wants_json():
            return as_json(found)
        return await _page(form, "", target_id, before, overlapping=found), refusal.status


async def _spend() -> None:
    await site().limits.spend(PROPOSALS_OF_AN_ATTENDEE, "proposals", str(viewer().id))


async def _proposed(target_id: int, form: ProposalForm) -> Response:
    await _spend()
    made = await transact(
        service.propose,
        viewer_id=viewer().id,
        target_id=target_id,
        proposal=form.proposal,
        answer=answer_in(await request.form),
    )
    return go_to("appointments.show", appointment_id=made)


async def _moved(before: Appointment, form: ProposalForm) -> Response:
    await _spend()
    revision = number_in((await request.form).get("revision")) or 0
    await transact(
        service.move,
        viewer_id=viewer().id,
        appointment_id=before.id,
        revision=revision,
        proposal=form.proposal,
        answer=answer_in(await request.form),
    )
    return go_to("appointments.show", appointment_id=before.id)


async def _page(
    form: ProposalForm,
    problem: str = "",
    target_id: int = 0,
    before: Appointment | None = None,
    overlapping: tuple[Overlap, ...] = (),
) -> str:
    """The form with what is free now; what was chosen and typed stays. `overlapping` is asked about."""
    chosen = form.chosen if request.method == "POST" else _asked(form)
    other_id = before.other_id(viewer().id) if before else target_id
    availability = await read(_read, viewer().id, other_id, chosen, before.id if before else None)
    return await attendee_page(
        "appointments/propose.html",
        availability=availability,
        form=form,
        problem=problem,
        moving=before,
        overlapping=overlapping,
    )


def _read(
    tx: Transaction, viewer_id: int, other_id: int, chosen: Chosen, but_for: int | None
) -> Availability:
    other = service.person(tx, viewer_id, other_id)
    return read_availability(tx, viewer_id, other, chosen, clock.now(), but_for)


def _asked(form: ProposalForm) -> Chosen:
    """What the links of the page say, or else what stands now."""
    asked = request.args
    return Chosen(
        asked_number("minutes") or form.minutes.data or Chosen().minutes,
        day(asked.get("day") or form.day.data),
        moment(asked.get("start") or form.start.data),
    )


def _values(before: Appointment) -> dict[str, Any]:
    """The form as the appointment stands."""
    return {
        "start": before.start.isoformat("T", "minutes"),
        "minutes": before.minutes,
        "day": local(before.start, before.zone).date().isoformat(),
        "point": before.point_id,
        "place": "" if before.point_id else before.place,
        "notes": before.notes,
    }


async def _target_id() -> int:
    sent = (await request.form).get("with") or request.args.get("with", "")
    return existing(number_in(sent))
