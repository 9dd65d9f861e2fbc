"""What a desk is answered when it asks for a badge."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from netevent.badges.settings.service import save
from netevent.badges.settings.settings import BadgeSettings
from netevent.core import clock
from netevent.core.i18n.writing import short_time
from netevent.documents.badges.formats import Format, Grid
from netevent.events.queries import select_zone
from tests.badges.printers import ANNA, STRANGER, Printers
from tests.conftest import LogIn, on_sqlite

ASK = "/staff/1/badges/print"
REQUEST = "6f1d5c1e-0d8f-4a7e-9d53-0a4fb3a3c001"
DESK = {"X-Requested-With": "desk"}
pytestmark = on_sqlite


async def test_asked_twice_by_one_number_it_is_one_badge(log_in_as: LogIn, printers: Printers):
    await printers.open_station()
    client, token = await log_in_as("marta")
    form = {"attendee_id": str(ANNA), "scan_id": REQUEST}
    for _ in range(2):
        answer = await client.post(ASK, form=form, headers=token | DESK)
        assert 'data-outcome="print_asked"' in await answer.get_data(as_text=True)
    assert len(await printers.rows()) == 1


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(20, 20), (60 * 13, 0), (-20, 0)],
    ids=["waited for the network", "longer than anybody waits", "a wrong clock"],
)
async def test_the_list_says_since_when_a_badge_waits(
    log_in_as: LogIn, printers: Printers, minutes: int, told: int
):
    await printers.open_station()
    client, token = await log_in_as("marta")
    asked_at = (clock.now() - timedelta(minutes=minutes)).isoformat() + "Z"
    form = {"attendee_id": str(ANNA), "scan_id": REQUEST, "asked_at": asked_at}
    assert (await client.post(ASK, form=form, headers=token | DESK)).status_code == 200
    [row] = await printers.rows()
    assert round((clock.now() - row.asked_at).total_seconds() / 60) == told
    shown = short_time(row.asked_at, await printers.do(select_zone, 1))
    listed = await (await client.get("/live/desk-printing/1/regions")).get_data(as_text=True)
    assert f"waits since {shown}" in listed


@pytest.mark.parametrize("asked_at", ["", "yesterday", "99999-01-01"])
async def test_a_moment_of_asking_that_is_none_is_now(log_in_as: LogIn, printers: Printers, asked_at: str):
    await printers.open_station()
    client, token = await log_in_as("marta")
    form = {"attendee_id": str(ANNA), "scan_id": REQUEST, "asked_at": asked_at}
    await client.post(ASK, form=form, headers=token | DESK)
    [row] = await printers.rows()
    assert clock.now() - row.asked_at < timedelta(minutes=5)


async def test_where_there_is_no_station_the_desk_prints_itself(log_in_as: LogIn, printers: Printers):
    client, token = await log_in_as("marta")
    form = {"attendee_id": str(ANNA), "scan_id": REQUEST}
    text = await (await client.post(ASK, form=form, headers=token | DESK)).get_data(as_text=True)
    assert 'data-outcome="print_here"' in text
    assert await printers.prints() == [(ANNA, "Marta Door", "")]
    for kind, content_type in (("pdf", "application/pdf"), ("png", "image/png")):
        badge = await client.get(f"/staff/1/badges/{ANNA}/badge.{kind}")
        assert (badge.status_code, badge.content_type) == (200, content_type)


async def test_labels_of_ones_own_measures_are_as_large_at_the_desk(log_in_as: LogIn, printers: Printers):
    own = Grid(210, 297, 100, 60, columns=2, rows=4)
    await printers.do(save, 1, BadgeSettings(Format.free, own))
    client, _ = await log_in_as("marta")
    pdf = await (await client.get(f"/staff/1/badges/{ANNA}/badge.pdf")).get_data(as_text=False)
    (page,) = PdfReader(BytesIO(pdf)).pages
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [100, 60]


async def test_without_javascript_the_answer_is_a_page(log_in_as: LogIn, printers: Printers):
    await printers.open_station()
    client, token = await log_in_as("marta")
    answer = await client.post(ASK, form={"attendee_id": str(ANNA)}, headers=token)
    assert "<html" in await answer.get_data(as_text=True)
    assert await printers.states() == ["waiting"]


@pytest.mark.parametrize(("who", "status"), [(str(STRANGER), 404), ("", 422), ("x", 422)])
async def test_who_is_not_there_is_not_printed(log_in_as: LogIn, printers: Printers, who: str, status: int):
    await printers.open_station()
    client, token = await log_in_as("marta")
    form = {"attendee_id": who, "scan_id": REQUEST}
    assert (await client.post(ASK, form=form, headers=token | DESK)).status_code == status
    assert await printers.rows() == []


async def test_another_events_desk_prints_nothing_here(log_in_as: LogIn, printers: Printers):
    client, token = await log_in_as("piet")
    answer = await client.post(ASK, form={"attendee_id": str(ANNA)}, headers=token)
    assert answer.status_code == 404


async def test_the_device_chooses_its_printer(log_in_as: LogIn, printers: Printers):
    await printers.open_station("Hall")
    client, _ = await log_in_as("marta")
    assert "Hall" in await (await client.get("/staff/1/badges/printer")).get_data(as_text=True)
