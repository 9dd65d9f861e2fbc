"""The organizer adds stations; who opened a station's link is it, and who knows its token."""

from __future__ import annotations

from typing import Any

import pytest
from pypdfium2 import PdfDocument
from quart import Quart
from reportlab.lib.units import mm

from netevent.badges.settings.service import save
from netevent.badges.settings.settings import BadgeSettings
from netevent.badges.stations import service
from netevent.documents.badges.formats import Format, Grid
from tests.badges.devices.links import link_made
from tests.badges.printers import ANNA, EVENT, OTHER_EVENT, Printers
from tests.conftest import LogIn, on_sqlite
from tests.door import token_of

# Labels of a roll, as their maker cuts them.
OWN = Grid(101, 54, 101, 54)
LIST = "/organizer/event/1/badges/stations"
RUNNER = "00000000-0000-4000-8000-000000000001"
OTHER = "00000000-0000-4000-8000-000000000002"
pytestmark = on_sqlite


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def opened(app: Quart, token: str) -> tuple[Any, dict[str, str]]:
    """A browser that is the station, and the header of its unsafe requests."""
    client = app.test_client()
    answer = await client.get(f"/print/open/{token}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/print")
    assert (await client.get("/print")).status_code == 200
    return client, {"X-CSRF-Token": await token_of(client, "/print")}


async def test_the_link_of_a_new_station_is_shown_to_who_made_it(app: Quart, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    made = await link_made(client, token, LIST, {"name": "Hall", "format": "roll_62"}, "print")
    assert made.token not in made.address
    assert await made.shown_again() == made.token
    listed = await (await client.get(LIST)).get_data(as_text=True)
    assert "Hall" in listed
    assert made.token not in listed
    await opened(app, made.token)


async def test_a_station_without_a_name_is_not_added(log_in_as: LogIn, printers: Printers):
    client, token = await log_in_as("olga")
    answer = await client.post(LIST, form={"name": " ", "format": "l4785"}, headers=token)
    assert answer.status_code == 422


async def test_a_station_of_the_events_own_labels_prints_as_large_as_they_are(
    app: Quart, log_in_as: LogIn, printers: Printers
):
    client, token = await log_in_as("olga")
    wish = {"name": "Hall", "format": "free"}
    assert (await client.post(LIST, form=wish, headers=token)).status_code == 422
    await printers.do(save, EVENT, BadgeSettings(grid=OWN))
    assert "As on your own label sheet (101 × 54 mm)" in await (await client.get(LIST)).get_data(as_text=True)
    made = await link_made(client, token, LIST, wish, "print")
    known, runner = bearing(made.token), {"runner": RUNNER}
    await client.post("/print/agent/arrive", json=runner, headers=known)
    await printers.ask(ANNA)
    told = await (await client.post("/print/agent/next", json=runner, headers=known)).get_json()
    assert (told["station"]["width"], told["station"]["height"]) == (101, 54)
    pdf = await (await client.get(told["job"]["pdf"], headers=known)).get_data()
    assert PdfDocument(pdf)[0].get_size() == pytest.approx((101 * mm, 54 * mm), abs=0.01)


async def test_another_events_organizer_finds_no_station(log_in_as: LogIn, printers: Printers):
    station, _ = await printers.station()
    client, token = await log_in_as("otto")
    assert (await client.get(LIST)).status_code == 404
    for event_id in (EVENT, OTHER_EVENT):
        address = f"/organizer/event/{event_id}/badges/stations/{station.id}/pause"
        assert (await client.post(address, headers=token)).status_code == 404


async def test_a_wrong_link_or_none_is_told_so(app: Quart, printers: Printers):
    client = app.test_client()
    assert (await client.get("/print/open/wrong")).status_code == 410
    assert (await client.get("/print")).status_code == 410


async def test_a_new_link_puts_out_the_browser_that_had_the_old_one(app: Quart, printers: Printers):
    station, token = await printers.station()
    client, header = await opened(app, token)
    await printers.do(service.renew_link, EVENT, station.id)
    assert (await client.get("/print")).status_code == 410
    assert (await client.post("/print/next", form={"runner": RUNNER}, headers=header)).status_code == 410


async def test_the_page_takes_a_badge_gets_its_picture_and_says_that_it_came_out(
    app: Quart, printers: Printers
):
    _, token = await printers.station("Hall")
    client, header = await opened(app, token)
    form = {"runner": RUNNER}
    assert (await client.post("/print/arrive", form=form, headers=header)).status_code == 200
    await printers.ask(ANNA)
    told = await (await client.post("/print/next", form=form, headers=header)).get_json()
    assert (told["station"]["width"], told["station"]["height"]) == (105, 148)
    picture = await client.get(told["job"]["picture"])
    assert (picture.status_code, picture.content_type) == (200, "image/png")
    ended = await client.post(told["job"]["end"], form={"result": "printed"}, headers=header)
    assert await ended.get_json() == {"state": "printed"}
    assert await printers.prints() == [(ANNA, "Marta Door", "Hall")]
    assert len((await printers.rows())[0].content) == 64


async def test_another_stations_badge_is_not_shown(app: Quart, printers: Printers):
    station, _ = await printers.station()
    job = await printers.ask(ANNA, station.id)
    await printers.take(station.id)
    _, token = await printers.station("Other")
    client, header = await opened(app, token)
    assert (await client.get(f"/print/jobs/{job.id}/badge.png")).status_code == 409
    address = f"/print/jobs/{job.id}/end"
    assert (await client.post(address, form={"result": "printed"}, headers=header)).status_code == 409


async def test_a_program_prints_by_its_token(app: Quart, printers: Printers):
    _, token = await printers.station("Hall")
    client, known = app.test_client(), bearing(token)
    runner = {"runner": RUNNER}
    assert (await client.post("/print/agent/arrive", json=runner, headers=known)).status_code == 200
    nothing = await (await client.post("/print/agent/next", json=runner, headers=known)).get_json()
    assert nothing["job"] is None
    await printers.ask(ANNA)
    told = await (await client.post("/print/agent/next", json=runner, headers=known)).get_json()
    assert told["station"]["format"] == Format.a6.value
    pdf = await client.get(told["job"]["pdf"], headers=known)
    assert (pdf.status_code, pdf.content_type) == (200, "application/pdf")
    address = f"/print/agent/jobs/{told['job']['id']}/end"
    failed = await client.post(address, json={"result": "failed", "said": "No paper"}, headers=known)
    assert await failed.get_json() == {"state": "waiting", "tries": 1}
    await client.post("/print/agent/next", json=runner, headers=known)
    ended = await client.post(address, json={"result": "printed"}, headers=known)
    assert (await ended.get_json())["state"] == "printed"
    assert (await client.post("/print/agent/leave", json=runner, headers=known)).status_code == 204


async def test_a_second_program_is_refused_until_it_takes_over(app: Quart, printers: Printers):
    _, token = await printers.station()
    client, known = app.test_client(), bearing(token)
    await client.post("/print/agent/arrive", json={"runner": RUNNER}, headers=known)
    for path in ("arrive", "next", "state"):
        answer = await client.post(f"/print/agent/{path}", json={"runner": OTHER}, headers=known)
        assert answer.status_code == 409, path
    taking = {"runner": OTHER, "takes_over": True}
    assert (await client.post("/print/agent/arrive", json=taking, headers=known)).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic x"}])
async def test_without_its_token_a_program_gets_nothing(
    app: Quart, printers: Printers, headers: dict[str, str]
):
    client = app.test_client()
    for path in ("arrive", "next", "state", "leave", "jobs/1/end"):
        answer = await client.post(f"/print/agent/{path}", json={"runner": RUNNER}, headers=headers)
        assert answer.status_code == 401, path
    assert (await client.get("/print/agent/jobs/1/badge.pdf", headers=headers)).status_code == 401


@pytest.mark.parametrize("body", [b"", b"[]", b'{"runner": 1}', b'{"runner": "x"}', b'{"runner": null}'])
async def test_what_is_no_request_of_a_program_is_refused(app: Quart, printers: Printers, body: bytes):
    _, token = await printers.station()
    headers = bearing(token) | {"Content-Type": "application/json"}
    answer = await app.test_client().post("/print/agent/next", data=body, headers=headers)
    assert answer.status_code == 422
