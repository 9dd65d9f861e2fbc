"""The organizer's print stations: a page that lists and adds, one for each, and what became of badges."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request

from netevent.badges.devices.linking import linked, token_shown
from netevent.badges.devices.service import NewLink
from netevent.badges.print_jobs import service as job_service
from netevent.badges.settings.queries import select_settings
from netevent.badges.stations import service
from netevent.badges.stations.forms import StationForm, label_in_words, values_of
from netevent.badges.stations.screens import OFFICE_STATIONS
from netevent.badges.stations.station import Station
from netevent.core import clock
from netevent.core.i18n import gettext
from netevent.core.qr import qr_svg
from netevent.core.site import read, site, transact
from netevent.core.web.forms import answered, filled
from netevent.core.web.paths import url
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.identity import guards

routes = Blueprint("print_stations", __name__)


@routes.route("/organizer/event/<int:event_id>/badges/stations", methods=["GET", "POST"])
@guards.organizer
async def stations(event_id: int) -> Any:
    """The list, and the form that adds. The link of a new one is shown then."""
    form = await filled(StationForm)
    form.offer((await read(select_settings, event_id)).grid)

    async def act() -> Any:
        async def add(token: str) -> NewLink[Station]:
            return await transact(service.add, event_id, form.name.data or "", form.label, token)

        return await linked(event_id, add, "print_stations.link", "station_id")

    async def show(problem: str) -> str:
        return await office_page(
            "badges/stations/list.html", event_id, OFFICE_STATIONS, form=form, problem=problem
        )

    return await answered(form, act, show)


@routes.route("/organizer/event/<int:event_id>/badges/stations/<int:station_id>", methods=["GET", "POST"])
@guards.event_editor
async def station(event_id: int, station_id: int) -> Any:
    one = await read(service.find, event_id, station_id)
    form = await filled(StationForm, **values_of(one))
    form.offer(one.grid)

    async def act() -> Any:
        await transact(service.change, event_id, station_id, form.name.data or "", form.label)
        return _back(event_id)

    async def show(problem: str) -> str:
        return await office_page(
            "badges/stations/station.html", event_id, device=one, form=form, problem=problem
        )

    return await answered(form, act, show)


@routes.route(
    "/organizer/event/<int:event_id>/badges/stations/<int:station_id>/link", methods=["GET", "POST"]
)
@guards.event_editor
async def link(event_id: int, station_id: int) -> Any:
    """A POST makes a new link. It is shown to who has just made it; others are led to where that is done."""
    if request.method == "POST":
        return await _renewed(event_id, station_id)
    one = await read(service.find, event_id, station_id)
    token = await token_shown(service.STATIONS, event_id, station_id)
    if not token:
        return go_to("print_stations.station", event_id=event_id, station_id=station_id)
    address = url(site().settings.base_url, "print_page.open_link", token=token)
    return await office_page(
        "badges/stations/link.html",
        event_id,
        device=one,
        link=address,
        token=token,
        qr=qr_svg(address, gettext("QR code that opens the print station")),
        label=label_in_words(one.format, one.grid),
    )


async def _renewed(event_id: int, station_id: int) -> Any:
    async def renew(token: str) -> NewLink[Station]:
        return await transact(service.renew_link, event_id, station_id, token)

    return await linked(event_id, renew, "print_stations.link", "station_id", station_id)


@routes.post("/organizer/event/<int:event_id>/badges/stations/<int:station_id>/pause")
@guards.organizer
async def pause(event_id: int, station_id: int) -> Any:
    is_paused = (await request.form).get("paused") == "1"
    await transact(service.pause, event_id, station_id, is_paused)
    return _back(event_id)


@routes.route(
    "/organizer/event/<int:event_id>/badges/stations/<int:station_id>/remove", methods=["GET", "POST"]
)
@guards.event_editor
async def remove(event_id: int, station_id: int) -> Any:
    """Asks first; a POST is the answer."""
    if request.method == "POST":
        await transact(service.remove, event_id, station_id)
        return _back(event_id)
    one = await read(service.find, event_id, station_id)
    return await office_page("badges/stations/remove.html", event_id, device=one)


@routes.post("/organizer/event/<int:event_id>/badges/print-jobs/<int:job_id>/cancel")
@guards.organizer
async def cancel(event_id: int, job_id: int) -> Any:
    await transact(job_service.cancel, event_id, job_id, clock.now())
    return _back(event_id)


@routes.post("/organizer/event/<int:event_id>/badges/print-jobs/<int:job_id>/again")
@guards.organizer
async def print_again(event_id: int, job_id: int) -> Any:
    await transact(job_service.print_again, event_id, job_id)
    return _back(event_id)


def _back(event_id: int) -> Any:
    return go_to("print_stations.stations", event_id=event_id)
