"""The page on the computer with the printer: it takes badges as they are asked for, and prints them.

`static/js/printing/station.js` calls these. Who may is the browser that opened the station's link.
"""

from __future__ import annotations

from typing import Any

from quart import Blueprint, Response, request

from netevent.badges.print_jobs import service as job_service
from netevent.badges.stations import working
from netevent.badges.stations.page.browser import become, own_station, station_hash
from netevent.badges.stations.posted import result_in, runner_in
from netevent.badges.stations.printing import picture_of_job
from netevent.badges.stations.refusals import StationGone
from netevent.badges.stations.screens import PRINT_STATIONS
from netevent.badges.stations.telling import next_of, told
from netevent.badges.stations.trouble import kept_trouble
from netevent.core import clock
from netevent.core.credentials import token_hash
from netevent.core.site import read, transact
from netevent.core.web import networks
from netevent.core.web.paths import path
from netevent.core.web.requests import go_to, page
from netevent.events.queries import select_event
from netevent.identity import guards
from netevent.live.visitor_page import visitor_page

routes = Blueprint("print_page", __name__)

OPENED_FROM_A_NETWORK = "120/minute"


@routes.get("/print/open/<token>")
@guards.public
async def open_link(token: str) -> Any:
    """On to the page without the token, which stands in no history and no `Referer` then."""
    await networks.spend(OPENED_FROM_A_NETWORK, "print-link-from")
    hashed = token_hash(token)
    try:
        await read(working.find_station, hashed)
    except StationGone:
        return page("badges/stations/over.html"), StationGone.status
    become(hashed)
    return go_to("print_page.show")


@routes.get("/print")
@guards.public
async def show() -> Any:
    try:
        station = await own_station()
    except StationGone:
        return page("badges/stations/over.html"), StationGone.status
    event = await read(select_event, station.event_id)
    return await visitor_page(
        "badges/stations/page.html", PRINT_STATIONS, station.event_id, station=station, event=event
    )


@routes.post("/print/arrive")
@guards.public
async def arrive() -> dict[str, Any]:
    """This page prints from now on, if no other does, or if it is to take over."""
    form = await request.form
    takes_over = form.get("takes_over") == "1"
    runner = runner_in(form.get("runner", ""))
    station = await transact(working.arrive, station_hash(), runner, takes_over, clock.now())
    return told(station, None, "", 0)


@routes.post("/print/next")
@guards.public
async def take() -> dict[str, Any]:
    runner = runner_in((await request.form).get("runner", ""))
    station, job, name, waiting = await transact(next_of, station_hash(), runner)
    if job is None:
        return told(station, None, "", waiting)
    addresses = {
        "picture": path("print_page.badge", job_id=job.id),
        "end": path("print_page.end", job_id=job.id),
    }
    return told(station, job, name, waiting, **addresses)


@routes.get("/print/jobs/<int:job_id>/badge.png")
@guards.public
async def badge(job_id: int) -> Response:
    """As a picture with the printer's own dots: a printed page says when it is through, a PDF does not."""
    return Response(await picture_of_job(await own_station(), job_id), content_type="image/png")


@routes.post("/print/jobs/<int:job_id>/end")
@guards.public
async def end(job_id: int) -> dict[str, Any]:
    form, station = await request.form, await own_station()
    result = result_in(form.get("result", ""))
    said = kept_trouble(form.get("code", ""), "", form.get("said", ""))
    job = await transact(job_service.end, station.id, job_id, result, said, clock.now())
    return {"state": job.state.value}


@routes.post("/print/state")
@guards.public
async def state() -> dict[str, Any]:
    form = await request.form
    runner = runner_in(form.get("runner", ""))
    trouble = kept_trouble(form.get("code", ""), "", form.get("trouble", ""))
    station = await transact(working.tell_trouble, station_hash(), runner, trouble, clock.now())
    return told(station, None, "", 0)


@routes.post("/print/leave")
@guards.public
async def leave() -> tuple[str, int]:
    """The page closes."""
    runner = runner_in((await request.form).get("runner", ""))
    await transact(working.leave, station_hash(), runner, clock.now())
    return "", 204
