"""A form that is sent twice makes one device and one link; its page shows the link again for ten minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from netevent.badges.devices.linking import LINK, SHOWN_FOR
from netevent.badges.kiosks import queries as kiosk_queries
from netevent.badges.kiosks import service as kiosk_service
from netevent.badges.stations import queries as station_queries
from netevent.badges.stations import service as station_service
from netevent.core import clock
from netevent.core.site import Application
from tests.badges.devices.links import link_made
from tests.badges.printers import ANNA, EVENT, Printers, at_once
from tests.conftest import LogIn, on_sqlite
from tests.team.people import insert_team

pytestmark = on_sqlite

ONCE = "3d0c43b1-1d8f-4f3c-9a53-5be1c60b9e11"
OFFICE = f"/organizer/event/{EVENT}/badges"


@dataclass(frozen=True, slots=True)
class Kind:
    page: str
    link: str
    form: dict[str, str]
    select: Any
    service: Any

    async def count(self, printers: Printers) -> int:
        return len(await printers.do(self.select, EVENT))


STATION = Kind(
    f"{OFFICE}/stations",
    "print",
    {"name": "Hall", "format": "roll_62"},
    station_queries.select_stations,
    station_service,
)
KIOSK = Kind(
    f"{OFFICE}/kiosks",
    "kiosk",
    {"name": "Hall", "gate": "", "station": "", "pin": "4711"},
    kiosk_queries.select_kiosks,
    kiosk_service,
)
KINDS = pytest.mark.parametrize("kind", [STATION, KIOSK], ids=["station", "kiosk"])


@KINDS
async def test_the_same_form_sent_twice_makes_one(printers: Printers, log_in_as: LogIn, kind: Kind):
    client, token = await log_in_as("olga")
    form = kind.form | {"once": ONCE}
    first = await link_made(client, token, kind.page, form, kind.link)
    again = await link_made(client, token, kind.page, form, kind.link)
    assert first.token == again.token != ""
    assert first.address == again.address
    assert await kind.count(printers) == 1


@KINDS
async def test_the_same_form_sent_many_times_at_once_makes_one(
    printers: Printers, log_in_as: LogIn, kind: Kind
):
    client, token = await log_in_as("olga")
    form = kind.form | {"once": ONCE}
    answers = await at_once(*(client.post(kind.page, form=form, headers=token) for _ in range(5)))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert await kind.count(printers) == 1


@KINDS
@pytest.mark.parametrize("changed", [{"once": "another"}, {"name": "Balcony"}, {"once": ""}])
async def test_another_form_or_another_name_makes_another(
    printers: Printers, log_in_as: LogIn, kind: Kind, changed: dict[str, str]
):
    client, token = await log_in_as("olga")
    form = kind.form | {"once": ONCE}
    one = await link_made(client, token, kind.page, form, kind.link)
    other = await link_made(client, token, kind.page, form | changed, kind.link)
    assert one.token != other.token
    assert await kind.count(printers) == 2


@KINDS
async def test_each_page_has_a_form_of_its_own(log_in_as: LogIn, kind: Kind):
    client, _ = await log_in_as("olga")
    pages = [await (await client.get(kind.page)).get_data(as_text=True) for _ in range(2)]
    keys = [page.split('name="once" value="')[1].split('"')[0] for page in pages]
    assert len(set(keys)) == 2


@KINDS
async def test_a_new_link_that_is_asked_for_twice_is_one(printers: Printers, log_in_as: LogIn, kind: Kind):
    client, token = await log_in_as("olga")
    made = await link_made(client, token, kind.page, kind.form, kind.link)
    first = await link_made(client, token, made.address, {"once": ONCE}, kind.link)
    again = await link_made(client, token, made.address, {"once": ONCE}, kind.link)
    assert made.token != first.token == again.token != ""


async def test_a_new_link_that_is_asked_for_twice_stops_no_badge(printers: Printers, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    made = await link_made(client, token, STATION.page, STATION.form, "print")
    renewed = await link_made(client, token, made.address, {"once": ONCE}, "print")
    await printers.arrive(renewed.token)
    await printers.ask(ANNA)
    [station] = await printers.do(station_queries.select_stations, EVENT)
    await printers.take(station.id)
    await link_made(client, token, made.address, {"once": ONCE}, "print")
    assert await printers.states() == ["taken"]


@KINDS
async def test_the_token_stands_in_no_cookie(app: Application, log_in_as: LogIn, kind: Kind):
    client, token = await log_in_as("olga")
    made = await link_made(client, token, kind.page, kind.form, kind.link)
    async with client.session_transaction() as session:
        assert LINK in session
        assert made.token not in str(dict(session))
    kept = client.cookie_jar
    assert kept is not None
    assert all(made.token not in str(cookie.value) for cookie in kept)


@KINDS
async def test_a_link_is_shown_to_nobody_else(printers: Printers, log_in_as: LogIn, kind: Kind):
    await insert_team(printers.door.database)
    client, token = await log_in_as("olga")
    made = await link_made(client, token, kind.page, kind.form, kind.link)
    made.client, _ = await log_in_as("edda")
    assert await made.shown_again() == ""
    assert (await made.client.get(made.address)).status_code == 303


@KINDS
async def test_after_ten_minutes_it_is_shown_no_more(
    log_in_as: LogIn, kind: Kind, monkeypatch: pytest.MonkeyPatch
):
    client, token = await log_in_as("olga")
    made = await link_made(client, token, kind.page, kind.form, kind.link)
    later = clock.now() + SHOWN_FOR + timedelta(seconds=1)
    monkeypatch.setattr("netevent.badges.devices.linking.clock.now", lambda: later)
    assert await made.shown_again() == ""


@KINDS
async def test_a_link_that_is_the_devices_no_more_is_not_shown(
    printers: Printers, log_in_as: LogIn, kind: Kind
):
    client, token = await log_in_as("olga")
    made = await link_made(client, token, kind.page, kind.form, kind.link)
    [device] = await printers.do(kind.select, EVENT)
    await printers.do(kind.service.renew_link, EVENT, device.id)
    assert await made.shown_again() == ""
