"""The organizer's kiosks: added, changed, removed, and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest

from netevent.badges.kiosks import queries, service
from netevent.badges.kiosks.kiosk import Kiosk
from netevent.badges.kiosks.service import MOST_KIOSKS
from netevent.core.credentials import matching
from tests.badges.devices.links import link_made
from tests.badges.kiosks.kiosks import PIN, Kiosks
from tests.badges.printers import EVENT, OTHER_EVENT
from tests.conftest import LogIn

PAGE = f"/organizer/event/{EVENT}/badges/kiosks"
NEW = {"name": "Left", "gate": "1", "station": "", "pin": PIN}


async def the_kiosks(kiosks: Kiosks) -> list[Kiosk]:
    return await kiosks.printers.do(queries.select_kiosks, EVENT)


async def post(log_in_as: LogIn, path: str = PAGE, **form: str) -> tuple[int, str]:
    client, token = await log_in_as("olga")
    answer: Any = await client.post(path, form=form, headers=token)
    return answer.status_code, await answer.get_data(as_text=True)


async def test_the_link_of_a_new_kiosk_is_shown_to_who_made_it(kiosks: Kiosks, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    made = await link_made(client, token, PAGE, NEW, "kiosk")
    assert made.status == 303
    assert made.token not in made.address
    assert await made.shown_again() == made.token
    assert made.token not in await (await client.get(PAGE)).get_data(as_text=True)
    [kiosk] = await the_kiosks(kiosks)
    assert (kiosk.name, kiosk.gate_id, kiosk.station_id) == ("Left", 1, None)
    assert await matching([kiosk.pin_hash], PIN) == [True]
    assert PIN not in kiosk.pin_hash


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "１２３４", "1234\n", "12 34"])
async def test_a_pin_is_of_digits(kiosks: Kiosks, log_in_as: LogIn, pin: str):
    status, _ = await post(log_in_as, **NEW | {"pin": pin})
    assert status == 422
    assert await the_kiosks(kiosks) == []


async def test_the_gate_and_the_station_are_the_events_own(kiosks: Kiosks, log_in_as: LogIn):
    station = await kiosks.printers.open_station(event_id=OTHER_EVENT)
    for wrong in ({"gate": "3"}, {"station": str(station)}, {"gate": "-1"}, {"gate": "x"}):
        assert (await post(log_in_as, **NEW | wrong))[0] == 422
    made = await kiosks.add(gate_id=3, station_id=station)
    assert (made.device.gate_id, made.device.station_id) == (None, None)


async def test_a_kiosk_is_changed_and_keeps_its_pin(kiosks: Kiosks, log_in_as: LogIn):
    one = (await kiosks.add()).device
    status, _ = await post(log_in_as, f"{PAGE}/{one.id}", name="Right", gate="2", station="", pin="")
    assert status == 303
    [changed] = await the_kiosks(kiosks)
    assert (changed.name, changed.gate_id, changed.pin_hash) == ("Right", 2, one.pin_hash)


async def test_a_kiosk_gets_another_pin(kiosks: Kiosks, log_in_as: LogIn):
    one = (await kiosks.add()).device
    await post(log_in_as, f"{PAGE}/{one.id}", name="Right", gate="", station="", pin="00112233")
    [changed] = await the_kiosks(kiosks)
    assert await matching([changed.pin_hash], "00112233") == [True]


async def test_a_kiosk_is_removed(kiosks: Kiosks, log_in_as: LogIn):
    one = (await kiosks.add()).device
    assert (await post(log_in_as, f"{PAGE}/{one.id}/remove"))[0] == 303
    assert await the_kiosks(kiosks) == []


async def test_a_new_link_is_another_one(kiosks: Kiosks, log_in_as: LogIn):
    made = await kiosks.add()
    client, token = await log_in_as("olga")
    renewed = await link_made(client, token, f"{PAGE}/{made.device.id}/link", {}, "kiosk")
    assert renewed.token
    assert renewed.token != made.token
    assert (await kiosks.app.test_client().get(f"/kiosk/open/{made.token}")).status_code == 410


async def test_another_events_kiosk_is_not_there(kiosks: Kiosks, log_in_as: LogIn):
    other = (await kiosks.add(OTHER_EVENT)).device
    for path in ("", "/link", "/remove"):
        assert (await post(log_in_as, f"{PAGE}/{other.id}{path}", **NEW))[0] == 404
    assert await kiosks.printers.do(service.find, OTHER_EVENT, other.id) == other


async def test_an_event_has_so_many_kiosks_and_no_more(kiosks: Kiosks, log_in_as: LogIn):
    for _ in range(MOST_KIOSKS):
        await kiosks.add()
    status, text = await post(log_in_as, **NEW)
    assert status == 422
    assert f"An event can have at most {MOST_KIOSKS} kiosks." in text


async def test_who_opens_the_link_is_logged_out_there(kiosks: Kiosks, log_in_as: LogIn):
    made = await kiosks.add()
    client, token = await log_in_as("olga")
    answer: Any = await client.post(f"/kiosk/open/{made.token}", headers=token)
    assert answer.status_code == 303
    assert (await client.get("/kiosk")).status_code == 200
    assert (await client.get(PAGE, headers={"Accept": "application/json"})).status_code == 401
