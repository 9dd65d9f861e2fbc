"""Appointments for calendars: files to download, and the private address that phones subscribe to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from quart import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as PlainResponse

from netevent.agenda import queries as agenda_queries
from netevent.agenda.calendar import service as calendar_service
from netevent.agenda.calendar.file import single_appointment, whole_calendar
from netevent.agenda.timeline import Agenda
from netevent.core.credentials import token_hash
from netevent.core.errors import NotFound
from netevent.core.i18n import spoken
from netevent.core.site import read, site, transact
from netevent.core.web import networks
from netevent.core.web.paths import path
from netevent.identity import guards
from netevent.identity.guards import viewer

routes = Blueprint("calendar", __name__)

# Only wrong addresses count: behind a venue's network two thousand phones ask with right ones.
WRONG_FROM_A_NETWORK = "30/minute"


@routes.get("/appointments/<int:appointment_id>.ics")
@guards.attendee
async def appointment(appointment_id: int) -> Response:
    agenda = _found(
        await read(agenda_queries.select_one, attendee_id=viewer().id, appointment_id=appointment_id)
    )
    return await _file(single_appointment, agenda, f"appointment-{appointment_id}")


@routes.get("/appointments/agenda.ics")
@guards.attendee
async def agenda() -> Response:
    return await _file(
        whole_calendar, _found(await read(agenda_queries.select_calendar, attendee_id=viewer().id)), "agenda"
    )


@routes.get("/calendar/<token>.ics")
@guards.public
async def subscribed(token: str) -> Response:
    """What phones fetch by themselves. Whoever has the address has the agenda; it opens nothing else."""
    try:
        found = await read(calendar_service.find_agenda, token=token, secret=site().secret)
    except NotFound:
        await networks.spend(WRONG_FROM_A_NETWORK, "calendar-wrong")
        raise
    return await _file(whole_calendar, found, "agenda")


@routes.post("/calendar/address")
@guards.attendee
async def renew() -> PlainResponse:
    attendee_id = viewer().id
    await transact(calendar_service.renew_address, attendee_id=attendee_id)
    return redirect(f"{path('agenda.show')}#calendar", 303)


def _found(agenda: Agenda | None) -> Agenda:
    if agenda is None:
        raise NotFound
    return agenda


async def _file(write: Callable[[Agenda, str], bytes], agenda: Agenda, name: str) -> Response:
    """Shown, not saved: a phone then offers to put it into its calendar. Writing it takes a thread's time."""
    content = await asyncio.to_thread(write, agenda, site().settings.base_url)
    response = Response(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Language"] = spoken(agenda.language)
    response.set_etag(token_hash(content.decode()))
    return await response.make_conditional(request)
