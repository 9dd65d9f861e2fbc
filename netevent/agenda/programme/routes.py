"""The programme: what there is, and one tap for a seat, a place in line, or giving it up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from quart import Blueprint, Response, jsonify, request

from netevent.agenda.programme import service
from netevent.agenda.programme.reading import (
    ProgrammeFilter,
    read_overlapping,
    read_own_seat,
    read_programme,
    read_renewed,
)
from netevent.agenda.programme.rows import written
from netevent.agenda.programme.screens import OWN_SEAT, PROGRAMME
from netevent.agenda.programme.service import Tap
from netevent.agenda.programme.taps import Taps
from netevent.agenda.programme.turns import turn
from netevent.agenda.timeline import Entry
from netevent.appointments.refusals import Overlaps
from netevent.attendees.attendee_page import attendee_page
from netevent.breakouts.rsvps import service as rsvps_service
from netevent.breakouts.rsvps.rsvp import Rsvp
from netevent.core import clock
from netevent.core.errors import Refusal, existing
from netevent.core.site import read, site, transact
from netevent.core.web.forms import asked, number_in
from netevent.core.web.requests import fragment, go_to, wants_fragment, wants_json
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.live.answers import answer

routes = Blueprint("programme", __name__)


@routes.get("/attendee/breakout-sessions")
@guards.attendee
async def programme() -> Any:
    """The list; htmx gets it alone. With ``fresh=1``, after the programme has changed, the own seats too."""
    shown = ProgrammeFilter(
        asked("q"), asked("room"), asked("track"), asked("day"), request.args.get("own") == "1"
    )
    if wants_fragment() and asked("fresh") == "1":
        new = existing(await read(read_renewed, viewer().id, shown))
        return fragment(
            "agenda/programme/_renewed.html",
            oob=False,
            programme=new.programme,
            own=new.own,
            zone=new.zone,
            written=written,
        )
    found = existing(await read(read_programme, viewer().id, shown))
    if wants_fragment():
        return fragment("agenda/programme/_list.html", programme=found, written=written)
    return await attendee_page("agenda/programme/programme.html", PROGRAMME, programme=found, written=written)


@routes.post("/attendee/breakout-sessions/<int:session_id>/register")
@guards.attendee
async def register(session_id: int) -> Any:
    """What overlaps is asked about: ``keep=1`` keeps both, ``give_up`` names the session to give up."""
    form = await request.form
    given_up = number_in(form.get("give_up"))
    tap = Tap(viewer().id, form.get("keep") == "1")
    try:
        return await _answered(partial(_take_seat, session_id, given_up, tap), session_id)
    except Overlaps:
        overlapping = await read(read_overlapping, viewer().id, session_id)
        return await _ask(session_id, tuple(one for one in overlapping if not _is_session(one, given_up)))


async def _take_seat(session_id: int, given_up: int | None, tap: Tap) -> Rsvp:
    event_id = viewer().event_id or 0
    if given_up is None or given_up == session_id:
        return await site().part(Taps).take_seat(event_id, session_id, tap)
    async with turn(session_id):
        return await transact(service.change_seat, event_id, given_up, session_id, tap, clock.now())


def _is_session(entry: Entry, session_id: int | None) -> bool:
    return entry.is_session and entry.id == session_id


@routes.post("/attendee/breakout-sessions/<int:session_id>/cancel")
@guards.attendee
async def cancel(session_id: int) -> Any:
    return await _answered(partial(_give_up, session_id), session_id)


async def _give_up(session_id: int) -> Rsvp:
    event_id = viewer().event_id or 0
    async with turn(session_id):
        return await transact(rsvps_service.cancel, event_id, session_id, viewer().id, clock.now())


async def _answered(act: Callable[[], Awaitable[Rsvp]], session_id: int) -> Any:
    try:
        rsvp = await act()
    except Overlaps:
        raise
    except Refusal as refusal:
        if wants_fragment():
            return await answer((OWN_SEAT, session_id), refusal=refusal.text), refusal.status
        raise
    if wants_json():
        return _as_json(rsvp)
    if wants_fragment():
        return await answer((OWN_SEAT, session_id))
    return go_to("programme.programme")


async def _ask(session_id: int, overlapping: tuple[Entry, ...]) -> Any:
    """409: nothing has happened yet."""
    if wants_json():
        about = {
            "code": Overlaps.code,
            "message": Overlaps().text,
            "overlaps": [one.title for one in overlapping],
        }
        return jsonify(error=about), 409
    seat = existing(await read(read_own_seat, viewer().id, session_id))
    asking = {
        "breakout": seat.breakout,
        "rsvp": seat.rsvp,
        "is_over": seat.is_over,
        "overlapping": overlapping,
    }
    if wants_fragment():
        return fragment("agenda/programme/_own_seat.html", oob=True, **asking), 409
    return await attendee_page("agenda/programme/overlaps.html", **asking), 409


def _as_json(rsvp: Rsvp) -> Response:
    return jsonify(status=rsvp.status.value, place=rsvp.place, seats_left=rsvp.seats_left)
